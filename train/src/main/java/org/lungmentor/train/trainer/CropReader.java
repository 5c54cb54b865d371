package org.lungmentor.train.trainer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.split.LabelledCrop;

/** Reads crops for a network: which files it needs, whether they fit each other and the network, and their voxels. */
final class CropReader {
    private final Storage storage;
    private final Network network;
    private final int divisor;

    CropReader(Storage storage, Plan plan) {
        this.storage = storage;
        this.network = plan.network();
        this.divisor = plan.divisor();
    }

    /** The crop's files: input channels first, then target channels; the mask's is missing where a box has to do. */
    private List<Optional<String>> files(LabelledCrop crop) {
        List<Optional<String>> files = new ArrayList<>(List.of(Optional.of(crop.image())));
        if (network.inputs() == 2) {
            files.add(Optional.of(box(crop)));
        }
        files.add(crop.label());
        if (network.heads() == 2) {
            files.add(Optional.of(box(crop)));
        } else if (crop.label().isEmpty()) {
            throw new UsageException(
                    "The crop " + crop.name() + " of " + crop.dataset() + " has a box and no label, from"
                            + " which a dc-student alone learns: label its dataset with 'expand' first, or leave its folder out.");
        }
        return files;
    }

    private String box(LabelledCrop crop) {
        return crop.box()
                .orElseThrow(() -> new UsageException("The crop " + crop.name() + " of " + crop.dataset()
                        + " has no box, which a " + network.label() + " needs: preprocess a dataset that has boxes."));
    }

    /**
     * Looks at the headers of a crop's files.
     *
     * @throws UsageException if they differ in size, a size does not divide, or the lowest level would have a single voxel
     */
    void check(LabelledCrop crop) throws IOException {
        int[] size = {};
        for (String file : files(crop).stream().flatMap(Optional::stream).toList()) {
            try (InputStream in = new BufferedInputStream(storage.open(file))) {
                int[] shape = NiftiReader.readHeader(in, file).grid().shape();
                if (size.length == 0) {
                    size = shape;
                }
                fit(shape, size, file);
            }
        }
    }

    private void fit(int[] shape, int[] expected, String file) {
        if (!Arrays.equals(shape, expected)) {
            throw new UsageException(file + " has " + text(shape) + " voxels, but the crop's image has "
                    + text(expected) + ": preprocess the dataset again.");
        }
        for (int length : shape) {
            if (length % divisor != 0) {
                throw new UsageException(file + " has " + text(shape) + " voxels, but every size must be divisible by "
                        + divisor + " for a " + network.label() + ": preprocess with another crop size.");
            }
        }
        if (shape[0] == divisor && shape[1] == divisor && shape[2] == divisor) {
            throw new UsageException(file + " has " + text(shape) + " voxels, of which a " + network.label()
                    + " has a single one left at its lowest level, where nothing can be normalised: preprocess with a"
                    + " larger crop size.");
        }
    }

    private static String text(int[] shape) {
        return shape[0] + " x " + shape[1] + " x " + shape[2];
    }

    /** Reads a crop's voxels. */
    Sample read(LabelledCrop crop) throws IOException {
        List<float[]> channels = new ArrayList<>();
        int[] size = {};
        for (Optional<String> there : files(crop)) {
            if (there.isEmpty()) {
                channels.add(new float[channels.get(0).length]);
                continue;
            }
            String file = there.get();
            try (InputStream in = storage.open(file)) {
                Volume volume = NiftiReader.read(in, file).volume();
                if (size.length == 0) {
                    size = volume.grid().shape();
                }
                fit(volume.grid().shape(), size, file);
                channels.add(values(volume));
            }
        }
        int inputs = network.inputs();
        return new Sample(
                size,
                channels.subList(0, inputs).toArray(float[][]::new),
                channels.subList(inputs, channels.size()).toArray(float[][]::new),
                crop.label().isPresent());
    }

    private static float[] values(Volume volume) {
        if (volume instanceof FloatVolume floats) {
            return floats.values();
        }
        float[] values = new float[volume.grid().voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = volume.value(i);
        }
        return values;
    }
}
