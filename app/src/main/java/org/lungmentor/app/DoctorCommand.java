package org.lungmentor.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungmentor.app.doctor.Doctor;
import org.lungmentor.app.doctor.Finding;
import org.lungmentor.app.doctor.Finding.Verdict;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at the machine, says what is wrong and what mends it. */
@Command(
        name = "doctor",
        description = {
            "Says what is wrong with this machine and what mends it.",
            "Looks at Java, memory, threads, disk, Spark, ND4J, the engines and GPUs. Exit status 1 if something is broken."
        },
        footer = {"", "Example: lungmentor doctor --self-test"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--self-test",
            description = "Also compares the engine with PyTorch's outputs, gradients and updated weights (a minute or"
                    + " two): whoever has a GPU runs this first.")
    private boolean selfTest;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        EngineRequest wanted = engine.request();
        if (selfTest && wanted.precision() != Precision.FLOAT32) {
            throw new UsageException("--self-test compares with results in float32: leave --precision out.");
        }
        List<Finding> findings = new ArrayList<>(Doctor.examine(SparkStart.opener("doctor", spark, output)));
        if (selfTest) {
            findings.addAll(Doctor.selfTest(wanted.choice()));
        }
        output.result(spec.commandLine().getOut(), asMap(findings), asText(findings));
        boolean broken = findings.stream().anyMatch(one -> one.verdict() == Verdict.BROKEN);
        return broken ? ExitStatus.DEFECT : ExitStatus.DONE;
    }

    private static String asText(List<Finding> findings) {
        List<String> lines = new ArrayList<>();
        for (Finding one : findings) {
            lines.add(String.format(Locale.ROOT, "%-8s %-22s %s", word(one), one.subject(), one.text()));
            one.mend().ifPresent(mend -> lines.add(" ".repeat(32) + "-> " + mend));
        }
        return lines.stream().collect(Collectors.joining(System.lineSeparator()));
    }

    private static Map<String, Object> asMap(List<Finding> findings) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Finding one : findings) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("subject", one.subject());
            row.put("verdict", word(one));
            row.put("text", one.text());
            one.mend().ifPresent(mend -> row.put("mend", mend));
            rows.add(row);
        }
        return Map.of("findings", rows);
    }

    private static String word(Finding one) {
        return one.verdict().name().toLowerCase(Locale.ROOT);
    }
}
