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
}
