package org.lungmentor.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungmentor.app.demo.DemoCases;
import org.lungmentor.app.demo.DemoPicture;
import org.lungmentor.app.demo.DemoPlan;
import org.lungmentor.app.demo.DemoResults;
import org.lungmentor.app.demo.DemoStep;
import org.lungmentor.jobs.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo}: the whole method on phantoms, as the commands that a user would type, one after the other. */
@Command(
        name = "demo",
        description = {
            "The whole method in small, on phantoms, in minutes.",
            "Writes phantoms as DICOM, structure sets and XML and runs every step on them by the commands that it shows."
                    + " Ends with a table and OUT/demo.png. Started again, it does only what is not done."
        },
        footer = {"", "Example: lungmentor demo /tmp/demo"})
final class DemoCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "OUT",
            defaultValue = "lungmentor-demo",
            description = "A local folder for all that is written. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--dry-run", description = "Shows the commands and runs none.")
    private boolean dryRun;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<DemoStep> steps = new DemoPlan(out).steps();
        if (dryRun) {
            List<String> lines = steps.stream().map(DemoStep::commandLine).toList();
            output.result(spec.commandLine().getOut(), Map.of("commands", lines), String.join("\n", lines));
            return ExitStatus.DONE;
        }
        long start = System.nanoTime();
        err.println("== Phantoms: DICOM series, structure sets and XML boxes, in " + out.resolve("source"));
        Files.createDirectories(out);
        DemoCases cases = DemoCases.write(out.resolve("source"));
        cases.writeSplits(out);
        for (int i = 0; i < steps.size(); i++) {
            DemoStep step = steps.get(i);
            err.println();
            err.println("== " + (i + 1) + "/" + steps.size() + " " + step.headline() + " (after " + since(start) + ")");
            err.println("$ " + step.commandLine());
            err.flush();
            int status = Main.run(Map.of(), spec.commandLine().getOut(), err, arguments(step));
            // Incomplete is right where decoys lie among the scans.
            if (status != ExitStatus.DONE && status != ExitStatus.INCOMPLETE) {
                err.println("lungmentor: the demonstration stops at: " + step.commandLine());
                return status;
            }
        }
        Path picture = out.resolve("demo.png");
        DemoPicture.draw(out, cases.test().get(0), picture);
        Map<String, Double> dsc = DemoResults.read(out);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("meanDsc", dsc);
        summary.put("picture", picture.toString());
        summary.put("seconds", Duration.ofNanos(System.nanoTime() - start).toSeconds());
        output.result(
                spec.commandLine().getOut(),
                summary,
                "\n" + DemoResults.text(dsc) + "\nPicture: " + picture + "\nTook " + since(start) + ".");
        return ExitStatus.DONE;
    }

    private String[] arguments(DemoStep step) {
        List<String> arguments = new ArrayList<>(step.arguments());
        if (output.quiet()) {
            arguments.add("-q");
        }
        if (output.verbose()) {
            arguments.add("-v");
        }
        return arguments.toArray(new String[0]);
    }

    private static String since(long start) {
        Duration past = Duration.ofNanos(System.nanoTime() - start);
        return past.toMinutes() + " min " + past.toSecondsPart() + " s";
    }
}
