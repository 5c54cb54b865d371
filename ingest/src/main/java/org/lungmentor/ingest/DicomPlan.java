package org.lungmentor.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.HashPartitioner;
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
    private static final int FEWEST_FILES_A_TASK = 64;
    private static final int MOST_FILES_A_TASK = 2048; // a task holds the headers of as many
    private static final int TASKS_A_CORE = 4; // more would only exchange more and smaller pieces
    private static final int NAMED = 20;

    static DicomPlan of(SparkSession spark, DicomIngest ingest, ScanNames names) throws IOException {
        Storage storage = Storage.of(spark);
        List<String> paths = InputFiles.under(storage, ingest.input(), ingest.output());
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        JavaRDD<SurveyedFile> files = context.parallelize(paths, tasks(paths.size(), context.defaultParallelism()))
                .map(path -> look(path, storage))
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        try {
            return of(files, ingest, names, paths.size());
        } finally {
            files.unpersist();
        }
    }

    private static int tasks(int files, int cores) {
        int balanced = Math.min(files / FEWEST_FILES_A_TASK, TASKS_A_CORE * cores);
        return Math.max(1, Math.max(balanced, files / MOST_FILES_A_TASK));
    }

    private static DicomPlan of(JavaRDD<SurveyedFile> files, DicomIngest ingest, ScanNames names, int count) {
        List<NoDicom> none = files.mapPartitions(
                        some -> List.of(NoDicom.among(some)).iterator())
                .collect();
        if (none.stream().mapToInt(NoDicom::others).sum() == count) {
            throw new UsageException("None of the " + count + " files in " + ingest.input()
                    + " is a DICOM file: name the folder that holds the scans.");
        }
        List<SurveyedFile.BrokenFile> broken =
                none.stream().flatMap(some -> some.broken().stream()).toList();
        DicomIngest.Collection collection = ingest.collection();
        LengthRule rule = ingest.length();
        JavaPairRDD<String, SurveyedFile> byPatient = files.filter(
                        f -> !f.patientId().isEmpty())
                .mapToPair(f -> new Tuple2<>(collection.patient(f.patientId()), f));
        List<PatientPlan> plans = grouped(byPatient)
                .map(of -> PatientPlan.of(of._1(), of._2(), collection.annotation(), rule))
                .collect();
        return assemble(new ArrayList<>(plans), broken, ties(byPatient), ingest, names);
    }

    /**
     * What a part of the files holds that is no DICOM file that can be read.
     *
     * @param others how many are of another kind, annotations among them
     */
    private record NoDicom(int others, List<SurveyedFile.BrokenFile> broken) implements Serializable {
        static NoDicom among(Iterator<SurveyedFile> files) {
            int others = 0;
            List<SurveyedFile.BrokenFile> broken = new ArrayList<>();
            while (files.hasNext()) {
                SurveyedFile file = files.next();
                if (file instanceof SurveyedFile.OtherFile || file instanceof SurveyedFile.BoxFile) {
                    others++;
                } else if (file instanceof SurveyedFile.BrokenFile one) {
                    broken.add(one);
                }
            }
            return new NoDicom(others, broken);
        }
    }

    /** As Spark's groupByKey, whose collections measure what they hold again and again as they grow: half of a survey's time. */
    private static <T> JavaRDD<Tuple2<String, List<T>>> grouped(JavaPairRDD<String, T> pairs) {
        return pairs.partitionBy(new HashPartitioner(pairs.getNumPartitions())).mapPartitions(some -> {
            Map<String, List<T>> groups = new TreeMap<>();
            some.forEachRemaining(one ->
                    groups.computeIfAbsent(one._1(), key -> new ArrayList<>()).add(one._2()));
            return groups.entrySet().stream()
                    .map(group -> new Tuple2<>(group.getKey(), group.getValue()))
                    .iterator();
        });
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
        grouped(byPatient
                        .filter(of -> of._2() instanceof SurveyedFile.CtFile)
                        .flatMapToPair(of -> ((SurveyedFile.CtFile) of._2())
                                .frames().stream()
                                        .map(frame -> new Tuple2<>(frame.sopInstanceUid(), of._1()))
                                        .distinct()
                                        .iterator()))
                .mapPartitions(slices -> {
                    Set<Set<String>> tied = new HashSet<>(); // whole scans are shared: the same patients slice by slice
                    slices.forEachRemaining(slice -> tied.add(new TreeSet<>(slice._2())));
                    tied.removeIf(patients -> patients.size() < 2);
                    return tied.iterator();
                })
                .collect()
                .forEach(ties::tie);
        return ties;
    }

    private static DicomPlan assemble(
            List<PatientPlan> plans,
            List<SurveyedFile.BrokenFile> broken,
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
    private static List<Rejected> unreadable(List<SurveyedFile.BrokenFile> broken) {
        Map<String, List<SurveyedFile.BrokenFile>> folders = new TreeMap<>();
        for (SurveyedFile.BrokenFile file : broken) {
            String folder = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
            folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
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
