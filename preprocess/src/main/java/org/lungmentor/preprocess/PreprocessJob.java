package org.lungmentor.preprocess;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private static final String WINDOW = "-1024 1000";

    /**
     * Tumour crops.
     *
     * @param edge voxels along each edge of a crop, divisible by 8
     */
    public JobSummary teacher(SparkSession spark, int edge) throws IOException {
        if (edge < 8 || edge % 8 != 0) {
            throw new UsageException("--edge " + edge
                    + " cannot be: the network halves it three times, so give a multiple" + " of 8, as in --edge 128.");
        }
        Dataset from = open(spark);
        return run(
                spark,
                from,
                chosen(from),
                new TeacherCropCase(source(from), edge),
                DatasetInfo.Kind.PREPROCESSED_TEACHER,
                teacherSettings(edge));
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
        List<Case> chosen = chosen(from);
        if (mapFolder.isPresent()) {
            chosen = withMaps(chosen, Dataset.volumes(Storage.of(spark), mapFolder.get()), mapFolder.get());
        }
        return run(
                spark,
                from,
                chosen,
                new StudentCropCase(source(from), lungs, marginMm, keepEmptyLungs),
                DatasetInfo.Kind.PREPROCESSED_STUDENT,
                studentSettings(marginMm));
    }

    /** What dataset.json and model files say of tumour crops of this edge. */
    public static SortedMap<String, String> teacherSettings(int edge) {
        return new TreeMap<>(Map.of("spacingMm", "0.7 0.7 0.7", "window", WINDOW, "edge", Integer.toString(edge)));
    }

    /** What dataset.json and model files say of lung crops with this margin. */
    public static SortedMap<String, String> studentSettings(double marginMm) {
        return new TreeMap<>(Map.of("spacingMm", "1 1 1.5", "window", WINDOW, "marginMm", Double.toString(marginMm)));
    }

    /** The cases that would be done. */
    public List<String> planned(SparkSession spark) throws IOException {
        return chosen(open(spark)).stream().map(Case::name).toList();
    }

    private Dataset open(SparkSession spark) throws IOException {
        Dataset from = Dataset.open(Storage.of(spark), dataset);
        if (from.info().kind() != DatasetInfo.Kind.DATASET) {
            throw new UsageException(dataset + " holds crops already: name the dataset that they were cut from.");
        }
        return from;
    }

    private List<Case> chosen(Dataset from) throws IOException {
        List<Case> all = from.cases();
        if (cases.isEmpty()) {
            return all;
        }
        Set<String> wanted = cases.get();
        List<Case> chosen =
                all.stream().filter(one -> wanted.contains(one.name())).toList();
        if (chosen.size() < wanted.size()) {
            List<String> known = chosen.stream().map(Case::name).toList();
            String unknown = wanted.stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .orElseThrow();
            throw new UsageException(dataset + " has no case " + unknown + ", which --cases names.");
        }
        return chosen;
    }

    private static List<Case> withMaps(List<Case> cases, SortedMap<String, String> maps, String folder) {
        if (maps.isEmpty()) {
            throw new UsageException(folder + " holds no lung map: it should have CASE.nii.gz for each case.");
        }
        List<Case> with = new ArrayList<>();
        for (Case one : cases) {
            SortedMap<String, List<String>> inputs = new TreeMap<>(one.inputs());
            Optional.ofNullable(maps.get(one.name()))
                    .ifPresent(path -> inputs.put(StudentCropCase.LUNGS, List.of(path)));
            with.add(new Case(one.name(), one.patient(), one.group(), inputs));
        }
        return with;
    }

    private CropSource source(Dataset from) {
        return new CropSource(
                from.info().name(),
                from.info().labelSource().orElse(""),
                assumedOrientation.orElse(""),
                Software.VERSION);
    }

    private JobSummary run(
            SparkSession spark,
            Dataset from,
            List<Case> chosen,
            CaseProcessor processor,
            DatasetInfo.Kind kind,
            SortedMap<String, String> preprocessing)
            throws IOException {
        if (chosen.isEmpty()) {
            throw new UsageException(dataset + " has no cases: there is nothing under Images/.");
        }
        JobSummary summary = new CaseJob(
                        kind == DatasetInfo.Kind.PREPROCESSED_TEACHER ? "preprocess-teacher" : "preprocess-student",
                        chosen,
                        List.of(),
                        processor,
                        output,
                        options)
                .run(spark);
        DatasetInfo info = from.info();
        Dataset.write(
                Storage.of(spark),
                output,
                new DatasetInfo(
                        info.name(),
                        kind,
                        info.supervision(),
                        Optional.empty(),
                        info.labelSource(),
                        preprocessing,
                        Software.VERSION,
                        summary.counts()));
        return summary;
    }
}
