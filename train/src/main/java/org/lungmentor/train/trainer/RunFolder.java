package org.lungmentor.train.trainer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;
import org.lungmentor.train.Learner;
import org.lungmentor.train.ModelCard;
import org.lungmentor.train.ModelFile;

/**
 * {@code RUN/}: config.yaml, split.json, metrics.csv, curves.png, model_best.zip, model_last.zip, checkpoint/. Files appear
 * whole or not at all; a checkpoint counts once its state names its model.
 */
final class RunFolder {
    private static final String CONFIG = "config.yaml";
    private static final String STATE = "checkpoint/state.json";

    private final Storage storage;
    private final String folder;

    RunFolder(Storage storage, String folder) throws IOException {
        this.storage = storage;
        this.folder = storage.absolute(folder);
    }

    String path(String name) {
        return Storage.child(folder, name);
    }

    /**
     * Starts a run here, or finds where it was.
     *
     * @throws UsageException if a run is here and {@code resume} is not asked for, or it has other settings
     */
    RunState begin(String settings, boolean resume) throws IOException {
        Optional<StoredFile> config = storage.find(path(CONFIG));
        if (config.isPresent()) {
            if (!resume) {
                throw new UsageException(
                        "The folder " + folder + " holds a run already: go on with --resume, or name another folder.");
            }
            String before = new String(storage.read(path(CONFIG)), StandardCharsets.UTF_8);
            if (!before.equals(settings)) {
                throw new UsageException(
                        "The run in " + folder + " has other settings than are asked for now: take those of "
                                + path(CONFIG) + ", or another folder.");
            }
        } else {
            storage.write(path(CONFIG), settings.getBytes(StandardCharsets.UTF_8));
        }
        return storage.exists(path(STATE)) ? RunState.ofJson(storage.read(path(STATE))) : RunState.FRESH;
    }

    /** Writes a small file whole or not at all. */
    void write(String name, byte[] content) throws IOException {
        storage.write(path(name), content);
    }

    /** Writes a model file whole or not at all. */
    void model(String name, Learner learner, ModelCard card, boolean updater) throws IOException {
        String part = path("." + name.replace('/', '.') + ".part");
        try (OutputStream out = new BufferedOutputStream(storage.create(part), 1 << 16)) {
            learner.write(out, card, updater);
        }
        storage.move(part, path(name));
    }

    /** Keeps a checkpoint: the model first, then the state that names it, then the one before goes. */
    RunState checkpoint(RunState state, Learner learner, ModelCard card) throws IOException {
        String name = "checkpoint/model-" + state.updates() + (state.place() == 0 ? "-end" : "") + ".zip";
        model(name, learner, card, true);
        RunState named = new RunState(
                state.epoch(),
                state.place(),
                state.updates(),
                state.lossSum(),
                state.seconds(),
                state.metricsRows(),
                state.patience(),
                state.finished(),
                name);
        storage.write(path(STATE), named.toJson());
        for (StoredFile file : storage.list(path("checkpoint"))) {
            if (file.name().startsWith("model-") && !name.endsWith(file.name())) {
                storage.delete(file.path());
            }
        }
        return named;
    }

    /** The checkpoint's model. */
    ModelFile checkpointModel(RunState state) throws IOException {
        try (InputStream in = storage.open(path(state.model()))) {
            return ModelFile.read(in, path(state.model()));
        }
    }
}
