package org.lungmentor.dicom;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungmentor.imaging.Reason;

/** Whether an image file is a slice of a CT at all. What is none is skipped and counted, never refused. */
public final class Candidate {
    private static final Set<String> CT_CLASSES =
            Set.of(Uid.CT_IMAGE, Uid.ENHANCED_CT_IMAGE, Uid.LEGACY_CONVERTED_CT_IMAGE);

    private Candidate() {}

    /**
     * @return empty for a slice of a CT; else {@code secondary-capture}, {@code not-ct}, {@code not-grayscale} or
     *     {@code localizer}
     */
    public static Optional<Reason> skipped(Attributes file) {
        String sopClass = file.text(Tag.SOP_CLASS_UID).orElse("");
        if (sopClass.equals(Uid.SECONDARY_CAPTURE)
                || sopClass.startsWith(Uid.SECONDARY_CAPTURE + ".")
                || file.has(Tag.SECONDARY_CAPTURE_DEVICE_ID)) {
            return Optional.of(Reason.SECONDARY_CAPTURE);
        }
        if (!CT_CLASSES.contains(sopClass)
                || !file.text(Tag.MODALITY).orElse("").equals("CT")) {
            return Optional.of(Reason.NOT_CT);
        }
        if (file.unsignedShort(Tag.SAMPLES_PER_PIXEL).orElse(1) != 1
                || !file.text(Tag.PHOTOMETRIC_INTERPRETATION).orElse("").equals("MONOCHROME2")) {
            return Optional.of(Reason.NOT_GRAYSCALE);
        }
        List<String> type = file.texts(Tag.IMAGE_TYPE);
        return type.contains("LOCALIZER") ? Optional.of(Reason.LOCALIZER) : Optional.empty();
    }
}
