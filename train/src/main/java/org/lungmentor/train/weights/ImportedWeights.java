package org.lungmentor.train.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.javacpp.FloatPointer;
import org.lungmentor.jobs.Software;
import org.lungmentor.train.Dense;
import org.lungmentor.train.ModelCard;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.UNetConf;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes a model file of a state_dict: every tensor of the network must be there, with its shape, and no other. */
public final class ImportedWeights {
    private ImportedWeights() {}

    /**
     * Writes the model file; the stream stays open.
     *
     * @param plan the network that the weights are of
     * @param tensors by PyTorch's names; of the two-decoder student the shared ones under either head's name or under both
     * @param recipe what the weights were trained on, as far as it is known
     * @param name what messages call the source
     * @throws org.lungmentor.imaging.UsageException if tensors are missing, too many, or of another shape; names the first of them
     */
    public static void write(
            OutputStream out, Plan plan, Map<String, TorchStateDict.Tensor> tensors, ImportRecipe recipe, String name)
            throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> misshaped = new ArrayList<>();
        TreeSet<String> extra = new TreeSet<>(tensors.keySet());
        try (INDArray flat = Dense.create(plan.length())) {
            FloatPointer to = Dense.pointer(flat);
            for (Plan.Parameter p : plan.parameters()) {
                TorchStateDict.Tensor tensor = tensors.get(p.name());
                extra.remove(p.name());
                if (tensor == null) {
                    missing.add(p.name());
                } else if (!Arrays.equals(tensor.shape(), p.shape())) {
                    misshaped.add(p.name() + " is " + Arrays.toString(tensor.shape()) + ", not "
                            + Arrays.toString(p.shape()));
                } else {
                    to.position(p.offset()).put(recipe.xyz() ? reversed(tensor) : tensor.values());
                    extra.removeIf(other -> isShared(plan, other, p.name(), tensors));
                }
            }
            ExpectedTensors.refuse(name + " lacks", missing);
            ExpectedTensors.refuse(name + " has other shapes, so other --filters or another network:", misshaped);
            ExpectedTensors.refuse(name + " has tensors that the network does not know:", List.copyOf(extra));
            var network = UNetConf.network(plan, 1e-4, 0);
            network.setParams(flat);
            ModelCard card = new ModelCard(
                    plan.network(),
                    plan.filters(),
                    recipe.preprocessing(),
                    "imported from " + name + (recipe.name().isEmpty() ? "" : ", recipe " + recipe.name()),
                    "",
                    Software.VERSION,
                    "");
            ModelFile.write(out, card, network, false);
        }
    }

    /** Whether another name is the second head's name of a tensor that both heads share, with the same values. */
    private static boolean isShared(Plan plan, String other, String first, Map<String, TorchStateDict.Tensor> tensors) {
        if (plan.network() != Network.DC_STUDENT
                || !other.startsWith("model2.")
                || !first.equals("model1." + other.substring("model2.".length()))) {
            return false;
        }
        TorchStateDict.Tensor one = tensors.get(first);
        TorchStateDict.Tensor two = tensors.get(other);
        return one != null && two != null && Arrays.equals(one.values(), two.values());
    }

    /** The three kernel axes of a convolution's weight in reverse order; other tensors as they are. */
    private static float[] reversed(TorchStateDict.Tensor tensor) {
        if (tensor.shape().length != 5) {
            return tensor.values();
        }
        int k = (int) tensor.shape()[2];
        float[] from = tensor.values();
        float[] to = new float[from.length];
        int kernel = k * k * k;
        for (int start = 0; start < from.length; start += kernel) {
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    for (int c = 0; c < k; c++) {
                        to[start + (a * k + b) * k + c] = from[start + (c * k + b) * k + a];
                    }
                }
            }
        }
        return to;
    }
}
