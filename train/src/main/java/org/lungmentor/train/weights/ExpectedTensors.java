package org.lungmentor.train.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lungmentor.imaging.UsageException;

/** Takes the tensors of a state_dict one by one; afterwards all that was missing, misshapen or too much is named together. */
final class ExpectedTensors {
    private static final int NAMED = 4;

    private final Map<String, TorchStateDict.Tensor> tensors;
    private final List<String> missing = new ArrayList<>();
    private final List<String> misshaped = new ArrayList<>();
    private final TreeSet<String> extra;

    ExpectedTensors(Map<String, TorchStateDict.Tensor> tensors) {
        this.tensors = tensors;
        extra = new TreeSet<>(tensors.keySet());
    }

    /** The values of one tensor in C order; zeros if it is not there, or has another shape. */
    float[] take(String name, int... shape) {
        long[] wanted = Arrays.stream(shape).asLongStream().toArray();
        TorchStateDict.Tensor tensor = tensors.get(name);
        extra.remove(name);
        if (tensor == null) {
            missing.add(name);
        } else if (!Arrays.equals(tensor.shape(), wanted)) {
            misshaped.add(name + " is " + Arrays.toString(tensor.shape()) + ", not " + Arrays.toString(wanted));
        } else {
            return tensor.values();
        }
        return new float[Math.toIntExact(Arrays.stream(wanted).reduce(1, Math::multiplyExact))];
    }

    /** Lets tensors lie that nobody needs. */
    void leave(Predicate<String> names) {
        extra.removeIf(names);
    }

    /**
     * Says what was wrong, if anything was.
     *
     * @param file what the message calls the file
     * @param network what it should be of
     */
    void check(String file, String network) {
        refuse(file + " is no " + network + ": it lacks", missing);
        refuse(file + " is no " + network + ", or one of another size:", misshaped);
        refuse(file + " is no " + network + ": it also has", List.copyOf(extra));
    }

    /** Says what is wrong and with which tensors, the first few by name; nothing if there are none. */
    static void refuse(String what, List<String> tensors) {
        if (!tensors.isEmpty()) {
            String more = tensors.size() > NAMED ? " and " + (tensors.size() - NAMED) + " more" : "";
            throw new UsageException(
                    what + " " + String.join(", ", tensors.subList(0, Math.min(NAMED, tensors.size()))) + more + ".");
        }
    }
}
