package org.lungmentor.train;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.lungmentor.imaging.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model that answers: crops in, probabilities of tumour out. Of the two-decoder student the mask's decoder alone is
 * computed. Memory beyond the parameters is that of one crop at a time and is given back. One thread at a time.
 */
public final class Predictor implements AutoCloseable {
    private final ModelCard card;
    private final Plan plan;
    private final NetworkEngine engine;

    private Predictor(ModelCard card, Plan plan, NetworkEngine engine) {
        this.card = card;
        this.plan = plan;
        this.engine = engine;
    }

    /** A predictor with a model's parameters; they are copied, the model can be closed. */
    public static Predictor of(ModelFile model, EngineChoice engines) {
        ModelCard card = model.card();
        // The single-decoder student is the two-decoder student's encoder and first decoder, parameter by parameter.
        Plan plan = card.network() == Network.DC_STUDENT ? Plan.of(Network.SC_STUDENT, card.filters()) : card.plan();
        NetworkEngine engine = engines.create(plan);
        INDArray all = model.parameters();
        try (INDArray own = Dense.create(plan.length())) {
            FloatBuffer from = Dense.floats(all);
            Dense.floats(own).put(from.slice(0, Math.toIntExact(plan.length())));
            engine.parameters(own);
        }
        return new Predictor(card, plan, engine);
    }

    /** What the model file says. */
    public ModelCard card() {
        return card;
    }

    /**
     * Probability of tumour in each voxel of a crop.
     *
     * @param nx size along x; y and z likewise; each divisible by 8 (teacher, unet) or 16 (students)
     * @param channels one array a channel, canonical, x fastest: the normalised image, for a teacher then the box (0 or 1)
     * @return in 0..1, canonical, x fastest
     * @throws UsageException if there are too few channels or a size does not divide
     */
    public float[] predict(int nx, int ny, int nz, float[]... channels) {
        if (channels.length != plan.network().inputs()) {
            throw new UsageException("A " + card.network().label() + " takes "
                    + plan.network().inputs()
                    + " channels (image" + (plan.network().inputs() == 2 ? ", box" : "") + "), not " + channels.length
                    + ".");
        }
        int divisor = plan.divisor();
        if (nx % divisor != 0 || ny % divisor != 0 || nz % divisor != 0) {
            throw new UsageException("A crop of " + nx + " x " + ny + " x " + nz + " voxels does not fit a "
                    + card.network().label() + ": every size must be divisible by " + divisor
                    + ". Preprocess with another crop size.");
        }
        int voxels = nx * ny * nz;
        try (INDArray x = Dense.create(1, channels.length, nz, ny, nx);
                INDArray z = Dense.create(1, 1, nz, ny, nx)) {
            FloatPointer to = Dense.pointer(x);
            for (int c = 0; c < channels.length; c++) {
                if (channels[c].length != voxels) {
                    throw new IllegalArgumentException(channels[c].length + " values for " + voxels + " voxels");
                }
                to.position((long) c * voxels).put(channels[c]);
            }
            engine.forward(x, z, false);
            SoftDice.sigmoid(Dense.floats(z), 0, voxels);
            return Dense.copy(z);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
