package org.lungmentor.ingest;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.OutputDescription;
import org.lungmentor.jobs.Rejected;
import org.lungmentor.jobs.RunLock;
import org.lungmentor.jobs.Storage;

/**
 * Folders of DICOM files to a dataset.
 *
 * @param collection how patients are named and what annotates them
 * @param input folder of source files
 * @param output folder of the dataset
 * @param name the dataset's name in tables
 * @param length which scans are taken; the processor applies the same rule
 * @param processor what makes a case of a scan
 * @param pseudonyms what patients are called; the processor's are the same
 * @param only names of the cases to do; empty: all
 */
public record DicomIngest(
        Collection collection,
        String input,
        String output,
        String name,
        LengthRule length,
        CaseProcessor processor,
        Pseudonyms pseudonyms,
        Optional<Set<String>> only) {
    /** The step's name in the ledger. */
    public static final String STEP = "ingest";

    /** Two ways in which collections are laid out. */
    public enum Collection implements Serializable {
        /** NSCLC-Radiomics: structure sets; {@code LUNG1-001}. */
        RADIOMICS,
        /** Lung-PET-CT-Dx: box annotations; {@code A0001_scan1} of patient {@code Lung_Dx-A0001}. */
        LUNG_DX;

        private static final String DX_PREFIX = "Lung_Dx-";

        PatientPlan.Annotation annotation() {
            return this == RADIOMICS ? PatientPlan.Annotation.STRUCTURES : PatientPlan.Annotation.BOXES;
        }

        /** The patient that a patient ID, or an annotation's folder, stands for. */
        String patient(String patientId) {
            boolean prefixed = this == LUNG_DX && patientId.startsWith(DX_PREFIX);
            return prefixed ? patientId.substring(DX_PREFIX.length()) : patientId;
        }
    }

    /** NSCLC-Radiomics and its like. */
    public static DicomIngest radiomics(
            String input, String output, String name, RadiomicsProcessor processor, Optional<Set<String>> only) {
        return new DicomIngest(
                Collection.RADIOMICS, input, output, name, LengthRule.NONE, processor, processor.pseudonyms(), only);
    }

    /** Lung-PET-CT-Dx. */
    public static DicomIngest lungDx(
            String input, String output, String name, LungDxProcessor processor, Optional<Set<String>> only) {
        return new DicomIngest(
                Collection.LUNG_DX, input, output, name, processor.length(), processor, processor.pseudonyms(), only);
    }

    /** The cases of a scan: itself, or one a region. */
    List<String> cases(String scan, List<String> rois) {
        return processor instanceof RadiomicsProcessor radiomics ? radiomics.cases(scan, rois) : List.of(scan);
    }

    /**
     * Makes sure that the input is there at all, before anything is started or written.
     *
     * @throws org.lungmentor.imaging.UsageException if there is no such folder
     */
    public void requireInput(Storage storage) throws IOException {
        InputFiles.requireFolder(storage, input);
    }

    /** As the other; nobody hears the remarks. */
    public JobSummary run(SparkSession spark, JobOptions options) throws IOException {
        return run(spark, options, remark -> {});
    }

    /**
     * Plans and runs, under the step's lock.
     *
     * @param remarks hears what a user should know of the collection as a whole, a sentence at a time
     * @throws org.lungmentor.imaging.UsageException if there is no DICOM file at all
     */
    public JobSummary run(SparkSession spark, JobOptions options, Consumer<String> remarks) throws IOException {
        Storage storage = Storage.of(spark);
        requireInput(storage);
        try (RunLock lock = RunLock.acquire(storage, output, STEP)) {
            ScanNames names = names(storage);
            DicomPlan plan = DicomPlan.of(spark, this, names);
            names.keep();
            plan.remarks().forEach(remarks);
            if (plan.cases().isEmpty()
                    && plan.rejected().stream().allMatch(one -> one.reason().isSkipped())) {
                remarks.accept("There is no CT scan in " + input + ", all in it was skipped: 'lungmentor inspect "
                        + input + "' says what it is.");
            }
            List<Case> cases = wanted(plan);
            List<Rejected> rejected =
                    plan.rejected().stream().filter(one -> isWanted(one.one())).toList();
            return new CaseJob(
                            STEP,
                            cases,
                            rejected,
                            processor,
                            output,
                            options,
                            OutputDescription.dataset(output, info()))
                    .run(spark, lock);
        }
    }

    /** The cases that {@link #run} would do or find done, nothing written. */
    public List<String> planned(SparkSession spark) throws IOException {
        return wanted(DicomPlan.of(spark, this, names(Storage.of(spark)))).stream()
                .map(Case::name)
                .toList();
    }

    private ScanNames names(Storage storage) throws IOException {
        return new ScanNames(
                new Ledger(storage, storage.absolute(output)), collection == Collection.LUNG_DX, pseudonyms);
    }

    private List<Case> wanted(DicomPlan plan) {
        Stream<Case> known =
                Stream.concat(plan.cases().stream(), plan.rejected().stream().map(Rejected::one));
        Dataset.requireKnown(only, known.map(Case::name).toList(), input);
        return plan.cases().stream().filter(this::isWanted).toList();
    }

    private boolean isWanted(Case one) {
        return only.isEmpty() || only.get().contains(one.name());
    }

    private DatasetInfo info() {
        boolean strong = collection == Collection.RADIOMICS;
        return DatasetInfo.of(
                name,
                DatasetInfo.Kind.DATASET,
                strong ? DatasetInfo.Supervision.STRONG : DatasetInfo.Supervision.WEAK,
                strong ? Optional.of("rtstruct") : Optional.empty(),
                new TreeMap<>());
    }
}
