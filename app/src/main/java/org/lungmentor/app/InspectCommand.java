package org.lungmentor.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.ingest.InputFiles;
import org.lungmentor.ingest.Inspection;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: says what files are and what ingest would refuse, without Spark. */
@Command(
        name = "inspect",
        description = "Says what files and folders hold, and what would be refused and why.",
        footer = {"", "Example: lungmentor inspect NSCLC-Radiomics/LUNG1-001"})
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, or folders of any depth.")
    private List<String> paths = List.of();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Storage storage = Storage.standard();
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            StoredFile found = storage.find(path)
                    .orElseThrow(() -> new UsageException("There is no file or folder " + path + ": check the name."));
            if (found.folder()) {
                files.addAll(InputFiles.under(storage, path, Storage.child(path, "ledger")));
            } else {
                files.add(found.path());
            }
        }
        List<Inspection.Finding> findings = new Inspection(storage).of(files);
        output.result(
                spec.commandLine().getOut(),
                Map.of(
                        "findings",
                        findings.stream().map(Inspection.Finding::facts).toList()),
                findings.stream().map(Inspection.Finding::text).collect(Collectors.joining("\n")));
        return ExitStatus.DONE;
    }
}
