package org.lungmentor.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.Rejected;
import org.lungmentor.jobs.Storage;
import scala.Tuple2;

/**
 * Finds the cases in folders of DICOM files on Spark: executors look at the headers and plan patient by patient; the
 * driver gets names, paths and rejections.
 *
 * @param cases in the order of patients
 * @param rejected what is none, for the ledger
 * @param remarks what a user should know of the collection as a whole, a sentence each
 */
record DicomPlan(List<Case> cases, List<Rejected> rejected, List<String> remarks) {
    private static final int FILES_A_TASK = 64;
    private static final int NAMED = 20;

    static DicomPlan of(SparkSession spark, DicomIngest ingest, ScanNames names) throws IOException {
        Storage storage = Storage.of(spark);
        List<String> paths = InputFiles.under(storage, ingest.input(), ingest.output());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int tasks = (paths.size() + FILES_A_TASK - 1) / FILES_A_TASK;
        JavaRDD<SurveyedFile> files = context.parallelize(paths, tasks)
                .map(path -> look(path, storage))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return of(files, ingest, names, paths.size());
        } finally {
            files.unpersist();
        }
    }

    private static DicomPlan of(JavaRDD<SurveyedFile> files, DicomIngest ingest, ScanNames names, int count) {
        long others = files.filter(f -> f instanceof SurveyedFile.OtherFile || f instanceof SurveyedFile.BoxFile)
                .count();
        if (others == count) {
            throw new UsageException("None of the " + count + " files in " + ingest.input()
                    + " is a DICOM file: name the folder that holds the scans.");
        }
        List<SurveyedFile> broken =
                files.filter(SurveyedFile.BrokenFile.class::isInstance).collect();
        DicomIngest.Collection collection = ingest.collection();
        LengthRule rule = ingest.length();
        JavaPairRDD<String, SurveyedFile> byPatient = files.filter(
                        f -> !f.patientId().isEmpty())
                .mapToPair(f -> new Tuple2<>(collection.patient(f.patientId()), f));
        List<PatientPlan> plans = byPatient
                .groupByKey()
                .map(of -> PatientPlan.of(of._1(), of._2(), collection.annotation(), rule))
                .collect();
        return assemble(new ArrayList<>(plans), broken, ties(byPatient), ingest, names);
    }

    private static SurveyedFile look(String path, Storage storage) {
        try {
            return Survey.look(path, storage::open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TiedPatients ties(JavaPairRDD<String, SurveyedFile> byPatient) {
        TiedPatients ties = new TiedPatients();
        byPatient
                .filter(of -> of._2() instanceof SurveyedFile.CtFile)
                .flatMapToPair(of -> ((SurveyedFile.CtFile) of._2())
                        .frames().stream()
                                .map(frame -> new Tuple2<>(frame.sopInstanceUid(), of._1()))
                                .distinct()
                                .iterator())
                .distinct()
                .groupByKey()
                .map(of -> StreamSupport.stream(of._2().spliterator(), false)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .filter(patients -> patients.size() > 1)
                .distinct()
                .collect()
                .forEach(ties::tie);
        return ties;
    }

    private static DicomPlan assemble(
            List<PatientPlan> plans,
            List<SurveyedFile> broken,
            TiedPatients ties,
            DicomIngest ingest,
            ScanNames names) {
        plans.sort(Comparator.comparing(PatientPlan::patientId));
        Pseudonyms pseudonyms = ingest.pseudonyms();
        List<Case> cases = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (PatientPlan plan : plans) {
            String patient = pseudonyms.patient(plan.patientId());
            String group = pseudonyms.patient(ties.groupOf(plan.patientId()));
            SortedMap<String, String> named = names.of(patient, plan.scans());
            for (PlannedScan scan : plan.scans()) {
                ingest.cases(named.getOrDefault(scan.key(), patient), scan.rois())
                        .forEach(name -> cases.add(new Case(name, patient, group, scan.inputs())));
            }
            plan.skipped()
                    .forEach((uid, reason) -> rejected.add(new Rejected(
                            none(patient + "_skipped-" + FileNames.hash(pseudonyms.uid(uid)), patient, group),
                            reason,
                            "The series is no candidate: " + reason.code() + ".")));
            plan.unresolved().forEach((uid, reason) -> {
                CaseRefused refused = RadiomicsProcessor.unresolved(reason == Reason.REFERENCE_MISSING);
                rejected.add(new Rejected(
                        none(patient + "_structures-" + FileNames.hash(pseudonyms.uid(uid)), patient, group),
                        reason,
                        refused.sentence()));
            });
            if (plan.boxesElsewhere() > 0) {
                elsewhere.add(patient + " (" + plan.boxesElsewhere() + ")");
                rejected.add(new Rejected(
                        none(patient + "_annotations", patient, group),
                        Reason.ANNOTATION_ELSEWHERE,
                        plan.boxesElsewhere()
                                + " box annotations belong to slices that are in none of the patient's scans here."));
            }
        }
        rejected.addAll(unreadable(broken));
        return new DicomPlan(cases, rejected, remarks(ties, elsewhere, pseudonyms));
    }

    private static List<String> remarks(TiedPatients ties, List<String> elsewhere, Pseudonyms pseudonyms) {
        List<String> remarks = new ArrayList<>();
        ties.groups()
                .values()
                .forEach(group -> remarks.add("Patients "
                        + named(group.stream().map(pseudonyms::patient).toList())
                        + " share slices: they are one group in the ledger, and no split parts them."));
        if (!elsewhere.isEmpty()) {
            remarks.add(
                    "Box annotations of slices that are in no scan here (other series are annotated too), by patient: "
                            + named(elsewhere) + ".");
        }
        return remarks;
    }

    private static String named(List<String> names) {
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }

    /** One row a folder that holds files that cannot be read; the ledger names no paths. */
    private static List<Rejected> unreadable(List<SurveyedFile> broken) {
        Map<String, List<SurveyedFile.BrokenFile>> folders = new TreeMap<>();
        for (SurveyedFile file : broken) {
            String folder = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
            folders.computeIfAbsent(folder, f -> new ArrayList<>()).add((SurveyedFile.BrokenFile) file);
        }
        List<Rejected> rejected = new ArrayList<>();
        folders.forEach((folder, files) -> {
            String name = "unreadable-" + FileNames.hash(folder);
            String others =
                    files.size() > 1 ? " So it is with " + (files.size() - 1) + " more files of its folder." : "";
            rejected.add(new Rejected(
                    none(name, name, name), files.get(0).reason(), files.get(0).sentence() + others));
        });
        return rejected;
    }

    private static Case none(String name, String patient, String group) {
        return new Case(name, patient, group, new TreeMap<>());
    }
}
