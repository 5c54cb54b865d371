package org.lungmentor.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.OutputDescription;
import org.lungmentor.jobs.Rejected;
import org.lungmentor.jobs.RunLock;
import org.lungmentor.jobs.Storage;

/**
 * Judges a folder of predictions by the labels of one or several datasets and writes {@code cases.csv} and {@code tables.csv}
 * and the same as Parquet. A label without a prediction is refused ({@code prediction-missing}), a prediction without a label
 * too ({@code reference-label-missing}): neither vanishes from the tables unsaid.
 *
 * @param predictions a dataset (its {@code Labels/}) or a flat folder of {@code CASE.nii.gz}; its name is the model's
 * @param references datasets, or with {@link Unit#LUNG_CROP} preprocessed student folders
 * @param output folder of the tables and the ledger
 * @param overlap what makes a predicted component a true positive
 * @param unit scans or lung crops
 * @param only names of the cases that count; empty: all
 * @param options redo, verify, progress
 */
public record EvaluateJob(
        String predictions,
        List<String> references,
        String output,
        Overlap overlap,
        Unit unit,
        Optional<Set<String>> only,
        JobOptions options) {
    /** The step's name in the ledger. */
    public static final String STEP = "evaluate";

    /** Copies the list. */
    public EvaluateJob {
        references = List.copyOf(references);
    }

    /** Plans and runs. */
    public Evaluation run(SparkSession spark) throws IOException {
        return run(spark, plan(Storage.of(spark)));
    }

    /**
     * What is to be judged by what; nothing is written.
     *
     * @throws org.lungmentor.imaging.UsageException if predictions and references do not go together as a whole
     */
    public EvaluationPlan plan(Storage storage) throws IOException {
        return EvaluationPlan.of(storage, predictions, references, unit, only);
    }

    /**
     * Runs.
     *
     * @param plan what {@link #plan} of this job said
     * @throws org.lungmentor.jobs.RunLocked if another run holds the lock
     */
    public Evaluation run(SparkSession spark, EvaluationPlan plan) throws IOException {
        Storage storage = Storage.of(spark);
        // Held until the tables are written: they are the outputs of all cases together.
        try (RunLock lock = RunLock.acquire(storage, output, STEP)) {
            JobSummary summary = new CaseJob(
                            STEP,
                            plan.cases(),
                            plan.strays(),
                            new EvaluateCase(overlap, unit),
                            output,
                            options,
                            OutputDescription.none())
                    .run(spark, lock);
            String folder = storage.absolute(output);
            List<CaseLine> lines = lines(plan, new Ledger(storage, folder).newest(STEP));
            String model = Storage.name(storage.absolute(predictions));
            List<TableCell> tables = Tables.of(model, plan.datasets(), lines);
            EvaluationFiles files = new EvaluationFiles(storage, folder);
            files.writeCases(spark, model, lines);
            files.writeTables(spark, tables);
            return new Evaluation(summary, tables);
        }
    }

    private static List<CaseLine> lines(EvaluationPlan plan, SortedMap<String, LedgerRow> newest) {
        SortedMap<String, Case> cases = new TreeMap<>();
        plan.cases().forEach(one -> cases.put(one.name(), one));
        plan.strays().stream().map(Rejected::one).forEach(one -> cases.put(one.name(), one));
        List<CaseLine> lines = new ArrayList<>();
        cases.forEach((name, one) -> Optional.ofNullable(newest.get(name))
                .ifPresent(row -> lines.add(new CaseLine(
                        name,
                        one.patient(),
                        plan.datasetOf().getOrDefault(name, ""),
                        row.status().code(),
                        row.reason(),
                        row.message(),
                        row.figures()))));
        return lines;
    }
}
