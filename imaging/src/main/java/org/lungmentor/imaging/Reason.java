package org.lungmentor.imaging;

import java.util.Locale;

/**
 * Why a case was refused or skipped: stable codes for ledgers and schedules, documented in docs/data.md. A code says what
 * was found; the sentence beside it says where and what to do.
 */
public enum Reason {
    // what is no candidate at all: skipped, no influence on the exit status
    NOT_CT(true),
    SECONDARY_CAPTURE(true),
    NOT_GRAYSCALE(true),
    LOCALIZER(true),
    NO_TUMOUR(true),
    ANNOTATION_ELSEWHERE(true),

    // DICOM series
    SINGLE_SLICE,
    STRAY_SLICES,
    DUPLICATE_POSITION,
    MISSING_SLICE,
    UNEVEN_SPACING,
    GANTRY_TILT,
    NOT_HOUNSFIELD,
    UNSUPPORTED_TRANSFER_SYNTAX,
    TRUNCATED,
    BAD_DICOM,
    TOO_SHORT,
    TOO_LONG,

    // structure sets and boxes
    REFERENCE_MISSING,
    WRONG_REFERENCE,
    ROI_MISSING,
    ROI_EMPTY,
    ROI_OUTSIDE,
    CONTOURS_OFF_SLICES,
    NO_STRUCTURE_SET,
    BAD_XML,
    NO_ANNOTATION,

    // NIfTI and grids
    BAD_NIFTI,
    NO_ORIENTATION,
    SHEARED_GRID,
    GRID_MISMATCH,
    LABEL_MISSING,
    LABEL_OUT_OF_RANGE,

    // preprocessing, networks, evaluation
    EMPTY_BOX,
    BOX_MISSING,
    CONSTANT_IMAGE,
    NOT_FINITE,
    NO_LUNGS,
    IMAGE_MISSING,
    REFERENCE_LABEL_MISSING,
    PREDICTION_MISSING,
    PREPROCESSED_OTHERWISE;

    private final boolean skipped;

    Reason() {
        this(false);
    }

    Reason(boolean skipped) {
        this.skipped = skipped;
    }

    /** Whether what has this reason was never a candidate: counted as skipped, no case. */
    public boolean isSkipped() {
        return skipped;
    }

    /** The code as it stands in ledgers: lower case with dashes, {@code missing-slice}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
