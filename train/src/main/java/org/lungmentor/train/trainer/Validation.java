package org.lungmentor.train.trainer;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import org.lungmentor.train.Dense;
import org.lungmentor.train.Learner;
import org.lungmentor.train.split.LabelledCrop;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The network on the validation part: mean Dice loss on raw outputs, and mean DSC of the mask at 0.5. */
final class Validation {
    private final List<LabelledCrop> crops;
    private final CropReader reader;

    Validation(List<LabelledCrop> crops, CropReader reader) {
        this.crops = crops;
        this.reader = reader;
    }

    /** Means over the validation crops; NaN where there are none. */
    record Means(double loss, double dsc) {
        static final Means NONE = new Means(Double.NaN, Double.NaN);
    }

    Means of(Learner learner) throws IOException {
        if (crops.isEmpty()) {
            return Means.NONE;
        }
        double loss = 0;
        double dsc = 0;
        try (Prefetch ahead = new Prefetch(i -> () -> reader.read(crops.get(i)), 0, crops.size())) {
            for (int i = 0; i < crops.size(); i++) {
                Sample sample = ahead.take();
                try (INDArray x = sample.x();
                        INDArray t = sample.t();
                        INDArray p = learner.output(x)) {
                    loss += learner.lossOf(p, t);
                    dsc += dsc(Dense.floats(p), sample.target()[0]);
                }
            }
        }
        return new Means(loss / crops.size(), dsc / crops.size());
    }

    /** DSC of the first channel at 0.5; 1 where both are empty. */
    private static double dsc(FloatBuffer p, float[] t) {
        long both = 0;
        long sum = 0;
        for (int i = 0; i < t.length; i++) {
            boolean predicted = p.get(i) >= 0.5f;
            boolean actual = t[i] >= 0.5f;
            both += predicted && actual ? 1 : 0;
            sum += (predicted ? 1 : 0) + (actual ? 1 : 0);
        }
        return sum == 0 ? 1 : 2.0 * both / sum;
    }
}
