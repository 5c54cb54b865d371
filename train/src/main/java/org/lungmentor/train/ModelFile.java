package org.lungmentor.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.lungmentor.imaging.UsageException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model on disk: the zip that DL4J's ModelSerializer reads and writes, with one more entry, {@code lungmentor.json} (see
 * {@link ModelCard}). Reading takes the card and the parameters; DL4J's configuration in it, which names Java classes, is for
 * DL4J and is not looked at. The same model gives the same bytes.
 */
public final class ModelFile implements AutoCloseable {
    /** The entry that says what the model is. */
    public static final String CARD = "lungmentor.json";

    /** Bytes that a card has at most. */
    public static final int CARD_LIMIT = 1 << 20;

    /** The zip format's first day: files do not depend on when they are written. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ModelCard card;
    private final INDArray parameters;
    private final Optional<INDArray> updaterState;

    private ModelFile(ModelCard card, INDArray parameters, Optional<INDArray> updaterState) {
        this.card = card;
        this.parameters = parameters;
        this.updaterState = updaterState;
    }

    /** What the file says of the model. */
    public ModelCard card() {
        return card;
    }

    /** The parameters [length of the plan], dense; they live as long as this. */
    public INDArray parameters() {
        return parameters;
    }

    /**
     * Writes a model; the stream stays open.
     *
     * @param card its SHA-256 is computed here, whatever it says
     * @param updater whether to write Adam's state, too, to go on learning from
     */
    public static void write(OutputStream out, ModelCard card, MultiLayerNetwork network, boolean updater)
            throws IOException {
        INDArray parameters = Dense.of(network.params());
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(entry(CARD));
        zip.write(card.withSha256(ParameterHash.of(parameters)).toJson());
        zip.putNextEntry(entry(ModelSerializer.CONFIGURATION_JSON));
        zip.write(network.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(entry(ModelSerializer.COEFFICIENTS_BIN));
        array(zip, parameters);
        if (updater) {
            zip.putNextEntry(entry(ModelSerializer.UPDATER_BIN));
            array(zip, network.getUpdater().getStateViewArray());
        }
        zip.finish();
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    private static void array(OutputStream zip, INDArray values) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
        Nd4j.write(values, data);
        data.flush();
    }

    /**
     * Reads a model.
     *
     * @param in read to its end, not closed
     * @param name what messages call it
     * @throws UsageException if it is no model file of ours, or damaged
     */
    public static ModelFile read(InputStream in, String name) throws IOException {
        Optional<ModelCard> card = Optional.empty();
        Optional<INDArray> parameters = Optional.empty();
        Optional<INDArray> state = Optional.empty();
        try {
            ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in, 1 << 16), StandardCharsets.UTF_8);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                switch (entry.getName()) {
                    case CARD -> card = Optional.of(ModelCard.ofJson(zip.readNBytes(CARD_LIMIT)));
                    case ModelSerializer.COEFFICIENTS_BIN -> parameters = Optional.of(array(zip));
                    case ModelSerializer.UPDATER_BIN -> state = Optional.of(array(zip));
                    default -> {
                        // DL4J's own entries.
                    }
                }
            }
        } catch (ZipException | EOFException | JsonProcessingException e) {
            throw new UsageException(name + " is a damaged model file (" + e.getMessage() + "): copy it again.", e);
        }
        if (card.isEmpty()) {
            throw new UsageException(name + " is no model file of lungmentor's: it has no " + CARD
                    + ". PyTorch weights come in with import-weights.");
        }
        if (parameters.isEmpty()) {
            throw new UsageException(name + " is a damaged model file: its parameters are missing. Copy it again.");
        }
        INDArray flat = parameters.get().reshape(parameters.get().length());
        long expected = card.get().plan().length();
        if (flat.length() != expected) {
            throw new UsageException(name + " holds " + flat.length() + " parameters, but its network has " + expected
                    + ": it is damaged.");
        }
        if (!ParameterHash.of(flat).equals(card.get().sha256())) {
            throw new UsageException(name + " is damaged: its parameters do not have the SHA-256 that it says.");
        }
        return new ModelFile(card.get(), flat, state);
    }

    private static INDArray array(InputStream zip) throws IOException {
        try {
            return Nd4j.read(new DataInputStream(new BufferedInputStream(zip, 1 << 16)));
        } catch (RuntimeException e) {
            // ND4J wraps whatever it meets, the end of the file too.
            ZipException damaged = new ZipException("its parameters cannot be read");
            damaged.initCause(e);
            throw damaged;
        }
    }

    /**
     * A DL4J network with these parameters and, if the file has it, Adam's state, to go on learning.
     *
     * @param updates of the weights that were done, Adam's t
     * @param seed that the network says it began with
     */
    public MultiLayerNetwork network(double learningRate, int updates, long seed) {
        MultiLayerNetwork network = UNetConf.network(card.plan(), learningRate, seed);
        network.setParams(parameters);
        updaterState.ifPresent(state -> network.getUpdater().getStateViewArray().assign(state));
        network.getLayerWiseConfigurations().setIterationCount(updates);
        return network;
    }

    @Override
    public void close() {
        parameters.close();
        updaterState.ifPresent(INDArray::close);
    }
}
