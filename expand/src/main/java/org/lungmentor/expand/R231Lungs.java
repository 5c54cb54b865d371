package org.lungmentor.expand;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.lungmentor.expand.lungs.R231LungMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Sha256;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.LungFinder;
import org.lungmentor.train.onednn.R231Network;
import org.lungmentor.train.weights.R231Weights;
import org.lungmentor.train.weights.TorchStateDict;

/**
 * Lungs by R231, lungmask's network, with weights that are a file of the user's: a state_dict of PyTorch's. Computed on the processor,
 * whatever else computes.
 *
 * @param storage where the file lies
 * @param path any Hadoop path, absolute
 * @param sha256 of the file: what makes one network another
 * @param threads 0: one a processor
 */
public record R231Lungs(Storage storage, String path, String sha256, int threads) implements LungFinder {
    private static final long serialVersionUID = 1L;

    /**
     * Reads the whole file once, so that what is wrong with it is told before any scan is read.
     *
     * @throws UsageException if there is no such file, it is not R231, or this machine cannot compute it
     */
    public static R231Lungs open(Storage storage, String path, int threads) throws IOException {
        requireEngine();
        MessageDigest digest = Sha256.digest();
        read(storage, path, digest);
        return new R231Lungs(storage, storage.absolute(path), Sha256.hex(digest), threads);
    }

    @Override
    public ByteVolume find(Volume hu) throws IOException {
        return R231LungMap.of(hu, (slices, source, into) -> LoadedModels.classify(this, slices, source, into));
    }

    @Override
    public String setting() {
        return "r231 1 " + sha256;
    }

    /**
     * The network, read anew.
     *
     * @throws IOException if the file is not the one that was opened
     */
    R231Network load() throws IOException {
        requireEngine();
        MessageDigest digest = Sha256.digest();
        R231Weights weights = read(storage, path, digest);
        if (!Sha256.hex(digest).equals(sha256)) {
            throw new IOException(path + " has changed since this run began: start it again.");
        }
        int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        return new R231Network(weights, R231LungMap.SIDE, R231LungMap.SIDE, count);
    }

    private static void requireEngine() {
        R231Network.unavailable().ifPresent(why -> {
            throw new UsageException(
                    why + " The lung network has no other engine: find lungs with --lungs classical, or give"
                            + " a folder of maps.");
        });
    }

    private static R231Weights read(Storage storage, String path, MessageDigest digest) throws IOException {
        try (InputStream in = storage.open(path)) {
            return R231Weights.of(TorchStateDict.read(new DigestInputStream(in, digest), path), path);
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new UsageException(
                    "There is no file " + path + ": name lungmask's weights of R231, as in --lungs r231:unet_r231.pth.",
                    e);
        }
    }
}
