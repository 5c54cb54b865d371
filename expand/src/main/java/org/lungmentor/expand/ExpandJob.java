package org.lungmentor.expand;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.OutputDescription;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.preprocess.TeacherCrops;
import org.lungmentor.train.EngineRequest;

/**
 * Maps teachers over a weak dataset. What comes out is a dataset of its own, soft labels that refer to the images and boxes of
 * the other by {@code base}: nothing is copied, and the weak dataset is not touched.
 *
 * @param teachers model files of teachers, or of {@code unet}s, that see the image alone; of several the mean is taken
 * @param dataset folder of scans with boxes, any Hadoop path
 * @param output folder of the soft labels
 * @param cases only these; empty: all
 * @param assumedOrientation letters as {@code LAS} for files that say nothing of left and right; empty: they are refused
 * @param engine what computes
 * @param options how the job runs
 */
public record ExpandJob(
        List<String> teachers,
        String dataset,
        String output,
        Optional<Set<String>> cases,
        Optional<String> assumedOrientation,
        EngineRequest engine,
        JobOptions options) {
    /** Plans and runs. */
    public JobSummary run(SparkSession spark) throws IOException {
        return plan(Storage.of(spark)).run(spark);
    }

    /**
     * What is to be run, after every check that needs no scan read; nothing is written.
     *
     * @throws UsageException if a model file is none, is a student, or was trained on other crops than the first one
     */
    public CaseJob plan(Storage storage) throws IOException {
        List<ModelReference> models = models(storage);
        int edge = models.get(0).setting("edge", TeacherCrops.EDGE);
        models.forEach(model -> model.requirePreprocessing(PreprocessJob.teacherSettings(edge)));
        Dataset from = open(storage);
        DatasetInfo info = DatasetInfo.of(
                        Storage.name(storage.absolute(output)),
                        DatasetInfo.Kind.DATASET,
                        DatasetInfo.Supervision.SOFT,
                        Optional.of(models.stream()
                                .map(model -> model.network().label() + " " + model.sha256())
                                .collect(Collectors.joining(", "))),
                        new TreeMap<>())
                .withBase(Dataset.relativeBase(storage, output, from.base().folder()));
        return new CaseJob(
                "expand",
                chosen(from),
                List.of(),
                new ExpandCase(models, edge, from.info().name(), assumedOrientation.orElse("")),
                output,
                options,
                OutputDescription.dataset(output, info));
    }

    private List<ModelReference> models(Storage storage) throws IOException {
        if (teachers.isEmpty()) {
            throw new UsageException("No teacher is given: name its model file, runs/teacher/model_best.zip.");
        }
        List<ModelReference> models = new ArrayList<>();
        for (String path : teachers) {
            ModelReference model = ModelReference.open(storage, path, engine);
            if (model.network().student()) {
                throw new UsageException(path + " is a " + model.network().label()
                        + ", which works on lungs and knows no box: give a teacher (or a unet).");
            }
            models.add(model);
        }
        return models;
    }

    private Dataset open(Storage storage) throws IOException {
        Dataset from = Dataset.open(storage, dataset);
        if (from.info().kind() != DatasetInfo.Kind.DATASET) {
            throw new UsageException(dataset + " holds crops: name the dataset of scans that they were cut from.");
        }
        if (storage.absolute(output).equals(from.folder())
                || storage.absolute(output).equals(from.base().folder())) {
            throw new UsageException(
                    "The soft labels would go into " + dataset + " itself: give them a folder of their own.");
        }
        return from;
    }

    /** Without any label: a strong case that is made weak must not tell the teacher anything but its box. */
    private List<Case> chosen(Dataset from) throws IOException {
        return Dataset.chosen(from.base().cases(), cases, dataset).stream()
                .map(one -> one.only(Set.of(Dataset.IMAGE, Dataset.BOX)))
                .toList();
    }
}
