package org.lungmentor.expand;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.lungmentor.preprocess.Crop;
import org.lungmentor.train.EngineChoice;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Network;
import org.lungmentor.train.Predictor;
import org.lungmentor.train.SliceSource;
import org.lungmentor.train.onednn.R231Network;

/**
 * The models that this process has loaded: the one holder of state on executors. A model is loaded when it is first asked for
 * and stays until the process ends, so that an executor reads it once, however many cases it maps. One crop, or the lungs of one
 * scan, at a time is computed in a process, by all of the engine's threads: memory is that of one, whatever the number of task
 * slots.
 */
final class LoadedModels {
    private static final Map<String, Predictor> LOADED = new HashMap<>(); // its lock is that of all networks
    private static final Map<String, R231Network> LUNGS = new HashMap<>();

    private LoadedModels() {}

    static CropNetwork network(ModelReference model) throws IOException {
        Predictor predictor = predictor(model);
        boolean seesBox = predictor.card().network() == Network.TEACHER;
        return crop -> probabilities(predictor, seesBox, crop);
    }

    /** The classes of a scan's slices, see {@link R231Network#classify}. */
    static void classify(R231Lungs lungs, int slices, SliceSource source, byte[] into) throws IOException {
        String key = lungs.sha256() + " " + lungs.threads();
        synchronized (LOADED) {
            R231Network network = LUNGS.get(key);
            if (network == null) {
                network = lungs.load();
                LUNGS.put(key, network);
            }
            network.classify(slices, source, into);
        }
    }

    private static Predictor predictor(ModelReference model) throws IOException {
        EngineChoice choice = model.engine().choice();
        String key = String.join(
                " ",
                model.sha256(),
                choice.factory().name(),
                choice.device(),
                Integer.toString(choice.threads()),
                choice.precision().label());
        synchronized (LOADED) {
            Predictor known = LOADED.get(key);
            if (known != null) {
                return known;
            }
            try (InputStream in = model.storage().open(model.path());
                    ModelFile file = ModelFile.read(in, model.path())) {
                Predictor fresh = Predictor.of(file, choice);
                LOADED.put(key, fresh);
                return fresh;
            }
        }
    }

    private static float[] probabilities(Predictor predictor, boolean seesBox, Crop crop) {
        float[] image = crop.image().values();
        var grid = crop.reference().grid();
        synchronized (LOADED) {
            return seesBox
                    ? predictor.predict(grid.nx(), grid.ny(), grid.nz(), image, box(crop))
                    : predictor.predict(grid.nx(), grid.ny(), grid.nz(), image);
        }
    }

    private static float[] box(Crop crop) {
        return crop.box()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a teacher needs the box of " + crop.reference().crop()))
                .toFloat()
                .values();
    }
}
