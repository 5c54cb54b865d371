package org.lungmentor.app;

import java.util.Map;
import java.util.concurrent.Callable;
import org.lungmentor.jobs.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at the machine and says what is wrong. */
@Command(
        name = "doctor",
        description = "Looks at Java and memory, and says what is wrong and what mends it.",
        footer = {"", "Example: lungmentor doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        String java = Runtime.version().toString();
        output.result(
                spec.commandLine().getOut(),
                Map.of("java", java, "heapMegabytes", megabytes),
                "Java " + java + ", heap at most " + megabytes + " MB");
        return ExitStatus.DONE;
    }
}
