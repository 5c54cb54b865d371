package org.lungmentor.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.lungmentor.dicom.codec.FrameFormat;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Takes what matters from a CT file's data set. A multi-frame file (Enhanced CT, PS3.3 A.38) gives a header a frame: what
 * its frame says of itself, else what all frames share, else what the file says.
 */
public final class SliceHeaders {
    private final String path;
    private final Attributes file;

    private SliceHeaders(String path, Attributes file) {
        this.path = path;
        this.file = file;
    }

    /** @throws CaseRefused {@code bad-dicom} if an attribute that is needed is missing or makes no sense */
    public static List<SliceHeader> of(String path, Attributes file) {
        return new SliceHeaders(path, file).all();
    }

    private List<SliceHeader> all() {
        List<Attributes> frames = file.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        ImageFormat format = ImageFormat.of(file);
        int count = format.frames();
        boolean needsGroups = count > 1 || !file.has(Tag.IMAGE_POSITION_PATIENT);
        if (count > 1 && frames.size() != count) {
            throw bad(Tag.NUMBER_OF_FRAMES);
        }
        Optional<Attributes> shared =
                file.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).stream().findFirst();
        List<SliceHeader> headers = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            List<Attributes> places = new ArrayList<>();
            if (needsGroups && f < frames.size()) {
                places.add(frames.get(f));
            }
            shared.ifPresent(places::add);
            headers.add(header(f, format.frame(), places));
        }
        return headers;
    }

    private SliceHeader header(int number, FrameFormat frame, List<Attributes> groups) {
        double[] spacing = lookUp(groups, Tag.PIXEL_MEASURES_SEQUENCE, d -> d.decimals(Tag.PIXEL_SPACING))
                .filter(s -> s.length == 2 && s[0] > 0 && s[1] > 0)
                .orElseThrow(() -> bad(Tag.PIXEL_SPACING));
        return new SliceHeader(
                path,
                number,
                text(Tag.SOP_INSTANCE_UID),
                text(Tag.PATIENT_ID),
                text(Tag.STUDY_INSTANCE_UID),
                text(Tag.SERIES_INSTANCE_UID),
                text(Tag.FRAME_OF_REFERENCE_UID),
                frame.rows(),
                frame.columns(),
                numbers(
                        lookUp(groups, Tag.PLANE_ORIENTATION_SEQUENCE, d -> d.decimals(Tag.IMAGE_ORIENTATION_PATIENT)),
                        6),
                numbers(lookUp(groups, Tag.PLANE_POSITION_SEQUENCE, d -> d.decimals(Tag.IMAGE_POSITION_PATIENT)), 3),
                spacing[0],
                spacing[1],
                frame.pixels(),
                transform(groups, frame.pixels().signed()),
                order(groups),
                text(Tag.STUDY_DATE),
                text(Tag.SERIES_TIME),
                text(Tag.LOSSY_IMAGE_COMPRESSION).equals("01"));
    }

    /** Frames say it in a functional group of their own (PS3.3 C.7.6.16.2.2), by other attributes than files do. */
    private SliceHeader.AcquisitionOrder order(List<Attributes> groups) {
        Attributes frame = groups.stream()
                .flatMap(g -> g.items(Tag.FRAME_CONTENT_SEQUENCE).stream())
                .findFirst()
                .orElseGet(() -> new Attributes(false, file.charset()));
        OptionalInt acquisition = frame.unsignedShort(Tag.FRAME_ACQUISITION_NUMBER);
        OptionalLong temporal = frame.unsignedInt(Tag.TEMPORAL_POSITION_INDEX);
        return new SliceHeader.AcquisitionOrder(
                acquisition.isPresent() ? Integer.toString(acquisition.getAsInt()) : text(Tag.ACQUISITION_NUMBER),
                temporal.isPresent() ? Long.toString(temporal.getAsLong()) : text(Tag.TEMPORAL_POSITION_IDENTIFIER),
                frame.text(Tag.FRAME_ACQUISITION_DATE_TIME).orElseGet(() -> text(Tag.CONTENT_TIME)));
    }

    private ValueTransform transform(List<Attributes> groups, boolean signed) {
        if (file.has(Tag.MODALITY_LUT_SEQUENCE)) {
            throw new CaseRefused(
                    Reason.NOT_HOUNSFIELD,
                    "A slice has a modality look-up table (0028,3000), which a CT may not have (PS3.3 C.8.2.1).");
        }
        Tag group = Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE;
        double slope = number(groups, group, Tag.RESCALE_SLOPE, 1);
        double intercept = number(groups, group, Tag.RESCALE_INTERCEPT, 0);
        if (slope == 0 || Math.abs(slope) > ValueTransform.LARGEST) {
            throw bad(Tag.RESCALE_SLOPE);
        }
        if (Math.abs(intercept) > ValueTransform.LARGEST) {
            throw bad(Tag.RESCALE_INTERCEPT);
        }
        String type = lookUp(groups, group, d -> d.text(Tag.RESCALE_TYPE)).orElse("");
        if (!file.has(Tag.PIXEL_PADDING_VALUE)) {
            return ValueTransform.of(slope, intercept, type);
        }
        int one = padding(Tag.PIXEL_PADDING_VALUE, signed);
        int other = file.has(Tag.PIXEL_PADDING_RANGE_LIMIT) ? padding(Tag.PIXEL_PADDING_RANGE_LIMIT, signed) : one;
        return new ValueTransform(slope, intercept, type, Math.min(one, other), Math.max(one, other));
    }

    private int padding(Tag tag, boolean signed) {
        int value = file.unsignedShort(tag).orElseThrow(() -> bad(tag));
        return signed ? (short) value : value;
    }

    private double number(List<Attributes> groups, Tag group, Tag tag, double otherwise) {
        boolean present = file.has(tag)
                || groups.stream().anyMatch(g -> g.items(group).stream().anyMatch(i -> i.has(tag)));
        if (!present) {
            return otherwise;
        }
        return lookUp(groups, group, d -> d.decimals(tag)).orElseThrow(() -> bad(tag))[0];
    }

    private <T> Optional<T> lookUp(List<Attributes> groups, Tag sequence, Function<Attributes, Optional<T>> value) {
        for (Attributes group : groups) {
            for (Attributes item : group.items(sequence)) {
                Optional<T> found = value.apply(item);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return value.apply(file);
    }

    private static List<Double> numbers(Optional<double[]> found, int count) {
        return found.filter(n -> n.length == count)
                .map(n -> Arrays.stream(n).boxed().toList())
                .orElse(List.of());
    }

    private String text(Tag tag) {
        return file.text(tag).orElse("");
    }

    private static CaseRefused bad(Tag tag) {
        return new CaseRefused(
                Reason.BAD_DICOM, "A slice has no usable " + tag + " " + Tag.text(tag.number()) + ": fetch it again.");
    }
}
