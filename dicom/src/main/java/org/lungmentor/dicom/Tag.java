package org.lungmentor.dicom;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes that are read at all (PS3.6), and how their values are represented. Whatever is not here is skipped
 * when a file is read: names, birth dates, institutions and free text never come into memory.
 */
public enum Tag {
    MEDIA_STORAGE_SOP_CLASS_UID(0x00020002, Vr.UI),
    MEDIA_STORAGE_SOP_INSTANCE_UID(0x00020003, Vr.UI),
    TRANSFER_SYNTAX_UID(0x00020010, Vr.UI),
    SPECIFIC_CHARACTER_SET(0x00080005, Vr.CS),
    IMAGE_TYPE(0x00080008, Vr.CS),
    SOP_CLASS_UID(0x00080016, Vr.UI),
    SOP_INSTANCE_UID(0x00080018, Vr.UI),
    STUDY_DATE(0x00080020, Vr.DA),
    SERIES_TIME(0x00080031, Vr.TM),
    CONTENT_TIME(0x00080033, Vr.TM),
    MODALITY(0x00080060, Vr.CS),
    REFERENCED_SOP_INSTANCE_UID(0x00081155, Vr.UI),
    PATIENT_ID(0x00100020, Vr.LO),
    SECONDARY_CAPTURE_DEVICE_ID(0x00181010, Vr.LO),
    FRAME_ACQUISITION_DATE_TIME(0x00189074, Vr.DT),
    STUDY_INSTANCE_UID(0x0020000d, Vr.UI),
    SERIES_INSTANCE_UID(0x0020000e, Vr.UI),
    ACQUISITION_NUMBER(0x00200012, Vr.IS),
    IMAGE_POSITION_PATIENT(0x00200032, Vr.DS),
    IMAGE_ORIENTATION_PATIENT(0x00200037, Vr.DS),
    FRAME_OF_REFERENCE_UID(0x00200052, Vr.UI),
    TEMPORAL_POSITION_IDENTIFIER(0x00200100, Vr.IS),
    FRAME_CONTENT_SEQUENCE(0x00209111, Vr.SQ),
    PLANE_POSITION_SEQUENCE(0x00209113, Vr.SQ),
    PLANE_ORIENTATION_SEQUENCE(0x00209116, Vr.SQ),
    TEMPORAL_POSITION_INDEX(0x00209128, Vr.UL),
    FRAME_ACQUISITION_NUMBER(0x00209156, Vr.US),
    SAMPLES_PER_PIXEL(0x00280002, Vr.US),
    PHOTOMETRIC_INTERPRETATION(0x00280004, Vr.CS),
    NUMBER_OF_FRAMES(0x00280008, Vr.IS),
    ROWS(0x00280010, Vr.US),
    COLUMNS(0x00280011, Vr.US),
    PIXEL_SPACING(0x00280030, Vr.DS),
    BITS_ALLOCATED(0x00280100, Vr.US),
    BITS_STORED(0x00280101, Vr.US),
    HIGH_BIT(0x00280102, Vr.US),
    PIXEL_REPRESENTATION(0x00280103, Vr.US),
    PIXEL_PADDING_VALUE(0x00280120, Vr.US),
    PIXEL_PADDING_RANGE_LIMIT(0x00280121, Vr.US),
    RESCALE_INTERCEPT(0x00281052, Vr.DS),
    RESCALE_SLOPE(0x00281053, Vr.DS),
    RESCALE_TYPE(0x00281054, Vr.LO),
    LOSSY_IMAGE_COMPRESSION(0x00282110, Vr.CS),
    MODALITY_LUT_SEQUENCE(0x00283000, Vr.SQ),
    PIXEL_MEASURES_SEQUENCE(0x00289110, Vr.SQ),
    PIXEL_VALUE_TRANSFORMATION_SEQUENCE(0x00289145, Vr.SQ),
    STRUCTURE_SET_DATE(0x30060008, Vr.DA),
    STRUCTURE_SET_TIME(0x30060009, Vr.TM),
    REFERENCED_FRAME_OF_REFERENCE_SEQUENCE(0x30060010, Vr.SQ),
    RT_REFERENCED_STUDY_SEQUENCE(0x30060012, Vr.SQ),
    RT_REFERENCED_SERIES_SEQUENCE(0x30060014, Vr.SQ),
    CONTOUR_IMAGE_SEQUENCE(0x30060016, Vr.SQ),
    STRUCTURE_SET_ROI_SEQUENCE(0x30060020, Vr.SQ),
    ROI_NUMBER(0x30060022, Vr.IS),
    REFERENCED_FRAME_OF_REFERENCE_UID(0x30060024, Vr.UI),
    ROI_NAME(0x30060026, Vr.LO),
    ROI_CONTOUR_SEQUENCE(0x30060039, Vr.SQ),
    CONTOUR_SEQUENCE(0x30060040, Vr.SQ),
    CONTOUR_GEOMETRIC_TYPE(0x30060042, Vr.CS),
    NUMBER_OF_CONTOUR_POINTS(0x30060046, Vr.IS),
    CONTOUR_DATA(0x30060050, Vr.DS),
    REFERENCED_ROI_NUMBER(0x30060084, Vr.IS),
    SHARED_FUNCTIONAL_GROUPS_SEQUENCE(0x52009229, Vr.SQ),
    PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE(0x52009230, Vr.SQ);

    private static final Map<Integer, Tag> BY_NUMBER = new HashMap<>();

    static {
        for (Tag tag : values()) {
            BY_NUMBER.put(tag.number, tag);
        }
    }

    private final int number;
    private final Vr vr;

    Tag(int number, Vr vr) {
        this.number = number;
        this.vr = vr;
    }

    /** Group in the upper, element in the lower 16 bits. */
    public int number() {
        return number;
    }

    Vr vr() {
        return vr;
    }

    /** The attribute of a number, if it is one that is read. */
    static Optional<Tag> of(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    /** A tag as the standard prints it, {@code (0028,0010)}. */
    static String text(int number) {
        return String.format(java.util.Locale.ROOT, "(%04x,%04x)", number >>> 16, number & 0xffff);
    }
}
