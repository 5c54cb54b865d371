package org.lungmentor.expand;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.ModelCard;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Network;

/**
 * A model file on storage: what it says of itself, and the way to it from any executor.
 *
 * @param storage where it lies
 * @param path any Hadoop path, absolute
 * @param network which of the four
 * @param preprocessing settings of the data that it was trained on; empty for imported weights
 * @param sha256 of its parameters
 * @param engine what computes it
 */
public record ModelReference(
        Storage storage,
        String path,
        Network network,
        SortedMap<String, String> preprocessing,
        String sha256,
        EngineRequest engine)
        implements NetworkSource {
    private static final long serialVersionUID = 1L;

    /**
     * Reads what the file says of itself.
     *
     * @throws UsageException if there is no such file, or it is no model
     */
    public static ModelReference open(Storage storage, String path, EngineRequest engine) throws IOException {
        try (InputStream in = storage.open(path);
                ModelFile model = ModelFile.read(in, path)) {
            ModelCard card = model.card();
            return new ModelReference(
                    storage, storage.absolute(path), card.network(), card.preprocessing(), card.sha256(), engine);
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new UsageException("There is no model file " + path + ".", e);
        }
    }

    /**
     * A setting that the training data was preprocessed with, as a whole number.
     *
     * @param otherwise where the file does not say (imported weights)
     */
    public int setting(String name, int otherwise) {
        return Integer.parseInt(preprocessing.getOrDefault(name, Integer.toString(otherwise)));
    }

    /**
     * Makes sure that crops are preprocessed as those were that the model was trained on.
     *
     * @throws UsageException if a setting differs; says which
     */
    public void requirePreprocessing(SortedMap<String, String> settings) {
        if (preprocessing.isEmpty()) {
            return;
        }
        SortedMap<String, String> all = new TreeMap<>(preprocessing);
        all.putAll(settings);
        for (String name : all.keySet()) {
            String trained = preprocessing.getOrDefault(name, "absent");
            String here = settings.getOrDefault(name, "absent");
            if (!trained.equals(here)) {
                throw new UsageException("The model " + path + " was trained on crops with " + name + " " + trained
                        + ", and here it is " + here + ": use a model that fits, or preprocess as it wants.");
            }
        }
    }

    @Override
    public CropNetwork load() throws IOException {
        return LoadedModels.network(this);
    }
}
