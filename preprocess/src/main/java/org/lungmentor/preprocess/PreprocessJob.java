package org.lungmentor.preprocess;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.OutputDescription;
import org.lungmentor.jobs.Software;
import org.lungmentor.jobs.Storage;

/**
 * A dataset to a preprocessed folder: crops, their references, and for the student the lung maps that were used.
 *
 * @param dataset folder of scans, any Hadoop path
 * @param output the preprocessed folder
 * @param cases only these cases; empty: all
 * @param assumedOrientation letters as {@code LAS} for files that say nothing of left and right; empty: they are refused
 * @param options how the job runs
 */
public record PreprocessJob(
        String dataset,
        String output,
        Optional<Set<String>> cases,
        Optional<String> assumedOrientation,
        JobOptions options) {
    private static final String WINDOW = text(Intensities.LOWEST_HU, Intensities.HIGHEST_HU);

    /**
     * Tumour crops; nothing is written until the plan is run.
     *
     * @param edge voxels along each edge of a crop, divisible by 8
     * @throws UsageException if there is no dataset of scans, or no crop of that edge
     */
    public CaseJob teacher(Storage storage, int edge) throws IOException {
        if (edge < 8 || edge % 8 != 0) {
            throw new UsageException("--edge " + edge
                    + " cannot be: the network halves it three times, so give a multiple of 8, as in --edge 128.");
        }
        Dataset from = open(storage);
        return new CaseJob(
                "preprocess-teacher",
                from.cases(cases),
                List.of(),
                new TeacherCropCase(provenance(from), edge),
                output,
                options,
                description(from, DatasetInfo.Kind.PREPROCESSED_TEACHER, teacherSettings(edge)));
    }

    /**
     * Lung crops; nothing is written until the plan is run.
     *
     * @param lungs finds the lungs of cases without a map in {@code mapFolder}
     * @param mapFolder folder of {@code CASE.nii.gz}, 0, 1 right lung, 2 left lung; empty: none
     * @param marginMm by how much each lung's box is grown, 0 or more
     * @param keepEmptyLungs whether a lung whose label is empty gets a crop too
     * @throws UsageException if there is no dataset of scans, or no such margin
     */
    public CaseJob student(
            Storage storage, LungFinder lungs, Optional<String> mapFolder, double marginMm, boolean keepEmptyLungs)
            throws IOException {
        if (!(marginMm >= 0 && marginMm <= 1000)) {
            throw new UsageException("--margin-mm " + marginMm + " cannot be: give 0 to 1000 millimetres.");
        }
        Dataset from = open(storage);
        List<Case> chosen = from.cases(cases);
        if (mapFolder.isPresent()) {
            chosen = LungMaps.of(storage, mapFolder.get()).addedTo(chosen);
        }
        return new CaseJob(
                "preprocess-student",
                chosen,
                List.of(),
                new StudentCropCase(provenance(from), lungs, marginMm, keepEmptyLungs),
                output,
                options,
                description(from, DatasetInfo.Kind.PREPROCESSED_STUDENT, studentSettings(marginMm)));
    }

    /** What dataset.json and model files say of tumour crops of this edge. */
    public static SortedMap<String, String> teacherSettings(int edge) {
        return new TreeMap<>(
                Map.of("spacingMm", text(TeacherCrops.SPACING_MM), "window", WINDOW, "edge", Integer.toString(edge)));
    }

    /** What dataset.json and model files say of lung crops with this margin. */
    public static SortedMap<String, String> studentSettings(double marginMm) {
        return new TreeMap<>(Map.of(
                "spacingMm", text(StudentCrops.SPACING_MM), "window", WINDOW, "marginMm", Double.toString(marginMm)));
    }

    private Dataset open(Storage storage) throws IOException {
        Dataset from = Dataset.open(storage, dataset);
        if (from.info().kind() != DatasetInfo.Kind.DATASET) {
            throw new UsageException(dataset + " holds crops already: name the dataset that they were cut from.");
        }
        return from;
    }

    private CropProvenance provenance(Dataset from) {
        DatasetInfo info = from.info();
        return new CropProvenance(
                info.name(), info.labelSource().orElse(""), assumedOrientation.orElse(""), Software.VERSION);
    }

    private OutputDescription description(Dataset from, DatasetInfo.Kind kind, SortedMap<String, String> settings) {
        DatasetInfo info = from.info();
        return OutputDescription.dataset(
                output, DatasetInfo.of(info.name(), kind, info.supervision(), info.labelSource(), settings));
    }

    /** "1 1 1.5". */
    private static String text(double... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(v -> v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(v))
                .collect(Collectors.joining(" "));
    }
}
