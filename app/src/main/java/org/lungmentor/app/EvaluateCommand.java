package org.lungmentor.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.evaluate.EvaluateJob;
import org.lungmentor.evaluate.Evaluation;
import org.lungmentor.evaluate.EvaluationPlan;
import org.lungmentor.evaluate.Overlap;
import org.lungmentor.evaluate.TableCell;
import org.lungmentor.evaluate.TableText;
import org.lungmentor.evaluate.Unit;
import org.lungmentor.jobs.Case;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: predictions against labels, as a table. */
@Command(
        name = "evaluate",
        description = {
            "Judges predicted masks by the labels of datasets.",
            "Writes OUT/cases.csv, OUT/tables.csv and the same as Parquet, and prints mean ± SD by dataset and together: of"
                    + " the predictions, of their largest components (w/post), and of the boxes taken as masks."
        },
        footer = {"", "Example: lungmentor evaluate masks data/radiomics data/msd evaluation"})
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            arity = "3..*",
            paramLabel = "PREDICTIONS REFERENCES... OUT",
            hideParamSyntax = true,
            description =
                    "PREDICTIONS: a dataset (its Labels/) or a flat folder of CASE.nii.gz. REFERENCES: datasets; with"
                            + " --unit lung-crop folders that 'preprocess student' wrote. OUT: a folder for the results.")
    private List<String> folders = new ArrayList<>();

    @Option(
            names = "--unit",
            paramLabel = "scan|lung-crop",
            defaultValue = "scan",
            description = "What counts as one: a scan, or a lung crop with tumour. Default: ${DEFAULT-VALUE}.")
    private String unit = "scan";

    @Option(
            names = "--overlap",
            paramLabel = "truth|prediction|iou",
            defaultValue = "truth",
            description =
                    "By which overlap (above 25 %%) a predicted component is a true positive: shared / tumour, shared /"
                            + " component, or shared / either. Default: ${DEFAULT-VALUE}.")
    private String overlap = "truth";

    @Mixin
    private CaseJobOptions options = new CaseJobOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int last = folders.size() - 1;
        if (last < 2) {
            throw new ParameterException(spec.commandLine(), "evaluate needs PREDICTIONS, REFERENCES and OUT");
        }
        EvaluateJob job = new EvaluateJob(
                folders.get(0),
                folders.subList(1, last),
                folders.get(last),
                Overlap.of(overlap),
                Unit.of(unit),
                options.cases(),
                options.job());
        EvaluationPlan plan = job.plan(options.storage());
        if (options.dryRun()) {
            List<String> names = plan.cases().stream().map(Case::name).toList();
            return JobReport.planned(names, options.output(), spec.commandLine());
        }
        try (SparkSession session = SparkStart.session("evaluate", options.spark(), options.output())) {
            Evaluation evaluation = job.run(session, plan);
            return JobReport.print(
                    evaluation.summary(),
                    TableText.of(evaluation.tables()),
                    Map.of("tables", json(evaluation.tables())),
                    options.output(),
                    spec.commandLine());
        }
    }

    private static List<Map<String, Object>> json(List<TableCell> cells) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (TableCell cell : cells) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("model", cell.model());
            line.put("post", cell.post());
            line.put("dataset", cell.dataset());
            line.put("cases", cell.cases());
            line.put("figure", cell.figure().key());
            line.put("n", cell.over().n());
            if (cell.over().n() > 0) {
                line.put("mean", cell.over().mean());
                line.put("sd", cell.over().sd());
            }
            cell.pooled().ifPresent(pooled -> line.put("pooled", pooled));
            lines.add(line);
        }
        return lines;
    }
}
