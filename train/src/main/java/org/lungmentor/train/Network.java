package org.lungmentor.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;

/**
 * The four networks of the method (thesis, section 3.4): what goes in, what comes out, and which blocks they are built of.
 * Filter counts, one a level from the top down, are free; those given here are the thesis's.
 */
public enum Network {
    /** Residual U-Net on a tumour crop: the CT and its box in, the mask out. */
    TEACHER(true, 2, 1, 64, 128, 256, 512),
    /** The teacher's baseline: the same network with the CT alone. */
    UNET(true, 1, 1, 64, 128, 256, 512),
    /** Plain U-Net on a lung crop: the CT in, the mask out. */
    SC_STUDENT(false, 1, 1, 64, 128, 256, 512, 1024),
    /** One encoder, two decoders: the CT in, the mask (channel 0) and the box (channel 1) out. */
    DC_STUDENT(false, 1, 2, 64, 128, 256, 512, 1024);

    private final boolean residual;
    private final int inputs;
    private final int heads;
    private final int[] filters;

    Network(boolean residual, int inputs, int heads, int... filters) {
        this.residual = residual;
        this.inputs = inputs;
        this.heads = heads;
        this.filters = filters;
    }

    /** Whether its steps are residual units (teacher, unet) or plain ones (students). */
    public boolean residual() {
        return residual;
    }

    /** Channels in: 2 is image and box, 1 the image alone. */
    public int inputs() {
        return inputs;
    }

    /** Decoders, and so channels out. */
    public int heads() {
        return heads;
    }

    /** The thesis's filter counts, one a level, top level first; a copy. */
    public int[] filters() {
        return filters.clone();
    }

    /** Whether it works on lung crops (students) and not on tumour crops (teacher, unet). */
    public boolean student() {
        return !residual;
    }

    /** Its name at the command line and in files: {@code teacher}, {@code unet}, {@code sc-student}, {@code dc-student}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The network of that {@link #label}. */
    public static Network of(String label) {
        return Arrays.stream(values())
                .filter(n -> n.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no network '" + label + "': use one of "
                        + Arrays.stream(values()).map(Network::label).collect(Collectors.joining(", ")) + "."));
    }
}
