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
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
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
     * Tumour crops.
     *
     * @param edge voxels along each edge of a crop, divisible by 8
     */
    public JobSummary teacher(SparkSession spark, int edge) throws IOException {
        if (edge < 8 || edge % 8 != 0) {
            throw new UsageException("--edge " + edge
                    + " cannot be: the network halves it three times, so give a multiple of 8, as in --edge 128.");
        }
        Dataset from = open(spark);
        CaseProcessor processor = new TeacherCropCase(provenance(from), edge);
        JobSummary summary =
                new CaseJob("preprocess-teacher", from.cases(cases), List.of(), processor, output, options).run(spark);
        describe(spark, from, DatasetInfo.Kind.PREPROCESSED_TEACHER, teacherSettings(edge), summary);
        return summary;
    }

    /**
     * Lung crops.
     *
     * @param lungs finds the lungs of cases without a map in {@code mapFolder}
     * @param mapFolder folder of {@code CASE.nii.gz}, 0, 1 right lung, 2 left lung; empty: none
     * @param marginMm by how much each lung's box is grown, 0 or more
     * @param keepEmptyLungs whether a lung whose label is empty gets a crop too
     */
    public JobSummary student(
            SparkSession spark, LungFinder lungs, Optional<String> mapFolder, double marginMm, boolean keepEmptyLungs)
            throws IOException {
        if (!(marginMm >= 0 && marginMm <= 1000)) {
            throw new UsageException("--margin-mm " + marginMm + " cannot be: give 0 to 1000 millimetres.");
        }
        Dataset from = open(spark);
        List<Case> chosen = from.cases(cases);
        if (mapFolder.isPresent()) {
            chosen = LungMaps.of(Storage.of(spark), mapFolder.get()).addedTo(chosen);
        }
        CaseProcessor processor = new StudentCropCase(provenance(from), lungs, marginMm, keepEmptyLungs);
        JobSummary summary =
                new CaseJob("preprocess-student", chosen, List.of(), processor, output, options).run(spark);
        describe(spark, from, DatasetInfo.Kind.PREPROCESSED_STUDENT, studentSettings(marginMm), summary);
        return summary;
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

    /** The cases that would be done. */
    public List<String> planned(SparkSession spark) throws IOException {
        return open(spark).cases(cases).stream().map(Case::name).toList();
    }

    private Dataset open(SparkSession spark) throws IOException {
        Dataset from = Dataset.open(Storage.of(spark), dataset);
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

    /** Writes the preprocessed folder's {@code dataset.json}. */
    private void describe(
            SparkSession spark,
            Dataset from,
            DatasetInfo.Kind kind,
            SortedMap<String, String> settings,
            JobSummary summary)
            throws IOException {
        DatasetInfo info = new DatasetInfo(
                from.info().name(),
                kind,
                from.info().supervision(),
                Optional.empty(),
                from.info().labelSource(),
                settings,
                Software.VERSION,
                summary.counts());
        Dataset.write(Storage.of(spark), output, info);
    }

    /** "1 1 1.5". */
    private static String text(double... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(v -> v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(v))
                .collect(Collectors.joining(" "));
    }
}
