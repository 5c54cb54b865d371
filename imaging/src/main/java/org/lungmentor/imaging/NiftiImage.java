package org.lungmentor.imaging;

import java.util.List;

/**
 * What was read from a NIfTI file.
 *
 * @param volume the voxels, scaled: int16 without scaling as a {@link ShortVolume}, uint8 without scaling as a {@link
 *     ByteVolume}, all else as a {@link FloatVolume}
 * @param orientationKnown false where the header has neither sform nor qform: left and right are a guess
 * @param warnings what the user should know though the file is readable, one sentence each
 */
public record NiftiImage(Volume volume, boolean orientationKnown, List<String> warnings) {
    /** Copies the warnings. */
    public NiftiImage {
        warnings = List.copyOf(warnings);
    }

    /**
     * The volume where the file says that it lies, or, where it does not say where left and right are, where it is assumed to.
     *
     * @param name what messages call the file
     * @param assumed where the array's axes point to, {@code LAS}, as {@link Orientation#assume} takes it; empty: nothing is
     *     assumed
     * @throws CaseRefused {@code no-orientation} where the file does not say and nothing is assumed
     */
    public Volume oriented(String name, String assumed) {
        if (orientationKnown) {
            return volume;
        }
        if (assumed.isEmpty()) {
            throw new CaseRefused(
                    Reason.NO_ORIENTATION,
                    name
                            + " says nothing of left and right (neither sform nor qform). If you know how it is stored, give"
                            + " --assume-orientation LAS (or RAS, ...).");
        }
        return volume.on(Orientation.assume(volume.grid(), assumed));
    }
}
