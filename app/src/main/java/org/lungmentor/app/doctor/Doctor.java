package org.lungmentor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.train.EngineChoice;
import org.lungmentor.train.selftest.SelfTest;

/** All checks, in the order in which one would mend. */
public final class Doctor {
    private Doctor() {}

    /** Looks at everything. */
    public static List<Finding> examine(Supplier<SparkSession> session) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(JavaCheck.run());
        findings.addAll(MemoryCheck.run());
        findings.addAll(ThreadCheck.run());
        findings.addAll(DiskCheck.run());
        findings.addAll(SparkCheck.run(session));
        findings.addAll(BackendCheck.run());
        findings.addAll(EngineCheck.run());
        findings.add(GpuCheck.run(EngineCheck.uselessGpu()));
        return findings;
    }

    /** Compares an engine with PyTorch's numbers: outputs, losses, gradients, updated weights. */
    public static List<Finding> selfTest(EngineChoice choice) {
        List<Finding> findings = new ArrayList<>();
        for (SelfTest.Row row : SelfTest.run(choice::create)) {
            String text =
                    String.format(Locale.ROOT, "%s: off by %.1e, %.0e allowed", row.name(), row.gap(), row.tolerance());
            String subject = "self-test " + choice.factory().name();
            findings.add(
                    row.ok()
                            ? Finding.ok(subject, text)
                            : Finding.broken(
                                    subject, text, "Choose another engine with --engine, and report this line."));
        }
        return findings;
    }
}
