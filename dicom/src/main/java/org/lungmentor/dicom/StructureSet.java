package org.lungmentor.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * An RT structure set (PS3.3 A.19): named regions of interest, each a stack of contours in the patient's coordinates.
 *
 * @param sopInstanceUid of the file
 * @param patientId as found, empty if there is none
 * @param when structure set date and time as found, for "newest": compared as text
 * @param seriesUids the series that it refers to
 * @param imageUids the SOP instances that its contours were drawn on; where no contour names any, those that it lists
 * @param frameOfReferenceUids the frames of reference that it names
 * @param rois in the file's order
 */
public record StructureSet(
        String sopInstanceUid,
        String patientId,
        String when,
        List<String> seriesUids,
        Set<String> imageUids,
        List<String> frameOfReferenceUids,
        List<Roi> rois) {

    /** A region: its name and its contours, not yet decoded. */
    public record Roi(String name, List<Contour> contours) {
        /** Copies the list. */
        public Roi {
            contours = List.copyOf(contours);
        }
    }

    /** Copies the collections. */
    public StructureSet {
        seriesUids = List.copyOf(seriesUids);
        imageUids = Set.copyOf(imageUids);
        frameOfReferenceUids = List.copyOf(frameOfReferenceUids);
        rois = List.copyOf(rois);
    }

    /**
     * Reads a file and closes it.
     *
     * @throws CaseRefused {@code bad-dicom} or {@code truncated} if it is no whole structure set
     */
    public static StructureSet read(InputStream in) throws IOException {
        try (in) {
            DicomReader reader = DicomReader.open(in)
                    .orElseThrow(() -> new CaseRefused(Reason.BAD_DICOM, "The structure set is no DICOM file."));
            return of(reader.header());
        }
    }

    /** The structure set of a file's data set. */
    public static StructureSet of(Attributes file) {
        List<String> series = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        Set<String> drawnOn = new HashSet<>();
        for (Attributes frame : file.items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE)) {
            frame.text(Tag.FRAME_OF_REFERENCE_UID).ifPresent(frames::add);
            for (Attributes study : frame.items(Tag.RT_REFERENCED_STUDY_SEQUENCE)) {
                for (Attributes one : study.items(Tag.RT_REFERENCED_SERIES_SEQUENCE)) {
                    one.text(Tag.SERIES_INSTANCE_UID).ifPresent(series::add);
                    images(one).forEach(listed::add);
                }
            }
        }
        Map<Integer, String> names = new LinkedHashMap<>();
        for (Attributes roi : file.items(Tag.STRUCTURE_SET_ROI_SEQUENCE)) {
            roi.integer(Tag.ROI_NUMBER)
                    .ifPresent(n -> names.putIfAbsent(n, roi.text(Tag.ROI_NAME).orElse("")));
            roi.text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID).ifPresent(frames::add);
        }
        Map<Integer, List<Contour>> contours = new LinkedHashMap<>();
        for (Attributes roi : file.items(Tag.ROI_CONTOUR_SEQUENCE)) {
            roi.items(Tag.CONTOUR_SEQUENCE).stream()
                    .flatMap(StructureSet::images)
                    .forEach(drawnOn::add);
            roi.integer(Tag.REFERENCED_ROI_NUMBER)
                    .ifPresent(n -> contours.computeIfAbsent(n, first -> new ArrayList<>())
                            .addAll(contours(roi)));
        }
        List<Roi> rois = new ArrayList<>();
        names.forEach((number, name) -> rois.add(new Roi(name, contours.getOrDefault(number, List.of()))));
        return new StructureSet(
                file.text(Tag.SOP_INSTANCE_UID).orElse(""),
                file.text(Tag.PATIENT_ID).orElse(""),
                file.text(Tag.STRUCTURE_SET_DATE).orElse("") + " "
                        + file.text(Tag.STRUCTURE_SET_TIME).orElse(""),
                series.stream().distinct().toList(),
                drawnOn.isEmpty() ? listed : drawnOn,
                frames.stream().distinct().toList(),
                rois);
    }

    /** Whether a region's whole name matches, case ignored, blanks around the name too. */
    public static Predicate<String> named(Pattern wholeName) {
        Pattern ignoringCase = Pattern.compile(
                wholeName.pattern(), wholeName.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return name -> ignoringCase.matcher(name.strip()).matches();
    }

    /**
     * The regions that are {@link #named} so.
     *
     * @throws CaseRefused {@code roi-missing}, with the names that there are
     */
    public List<Roi> select(Pattern wholeName) {
        Predicate<String> wanted = named(wholeName);
        List<Roi> found = rois.stream().filter(roi -> wanted.test(roi.name())).toList();
        if (found.isEmpty()) {
            throw new CaseRefused(
                    Reason.ROI_MISSING,
                    "No ROI's name matches '" + wholeName.pattern() + "'. The structure set has: "
                            + String.join(", ", names()) + ". Name one with --roi.");
        }
        return found;
    }

    /** The names of all regions. */
    public List<String> names() {
        return rois.stream().map(Roi::name).toList();
    }

    private static Stream<String> images(Attributes item) {
        return item.items(Tag.CONTOUR_IMAGE_SEQUENCE).stream()
                .flatMap(image -> image.text(Tag.REFERENCED_SOP_INSTANCE_UID).stream());
    }

    private static List<Contour> contours(Attributes roi) {
        List<Contour> found = new ArrayList<>();
        for (Attributes contour : roi.items(Tag.CONTOUR_SEQUENCE)) {
            found.add(new Contour(
                    contour.text(Tag.CONTOUR_GEOMETRIC_TYPE).orElse("").toUpperCase(Locale.ROOT),
                    contour.integer(Tag.NUMBER_OF_CONTOUR_POINTS).orElse(-1),
                    contour.raw(Tag.CONTOUR_DATA).orElse(new byte[0])));
        }
        return found;
    }
}
