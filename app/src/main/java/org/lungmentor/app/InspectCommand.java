package org.lungmentor.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungmentor.app.statistics.DatasetStatistics;
import org.lungmentor.app.statistics.VolumeHistogram;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.ingest.DatasetInspection;
import org.lungmentor.ingest.InputFiles;
import org.lungmentor.ingest.Inspection;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: says what files are and what ingest would refuse, without Spark; a dataset's statistics. */
@Command(
        name = "inspect",
        description = {
            "Says what files and folders hold, and what ingest would refuse and why.",
            "Every pixel is read, one scan at a time, so that a broken one is told too: it takes as long as reading the files"
                    + " does.",
            "With --statistics: the tumours, spacings and lengths of datasets, and a histogram of tumour volumes."
        },
        footer = {
            "",
            "Example: lungmentor inspect NSCLC-Radiomics/LUNG1-001",
            "         lungmentor inspect --statistics data/msd data/radiomics"
        })
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders of any depth, or datasets.")
    private List<String> paths = List.of();

    @Option(
            names = "--statistics",
            description = "Every PATH is a dataset; tells what its ledger knows of its tumours.")
    private boolean statistics;

    @Option(
            names = "--histogram",
            paramLabel = "FILE.png",
            defaultValue = "volumes.png",
            description =
                    "Where --statistics draws how many tumours there are of which volume. Default: ${DEFAULT-VALUE}.")
    private Path histogram = Path.of("volumes.png");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Storage storage = Storage.standard();
        if (statistics) {
            return tellStatistics(storage);
        }
        List<String> files = new ArrayList<>();
        List<Inspection.Finding> findings = new ArrayList<>();
        for (String path : paths) {
            StoredFile found = storage.find(path)
                    .orElseThrow(() -> new UsageException("There is no file or folder " + path + ": check the name."));
            if (!found.folder()) {
                files.add(found.path());
            } else if (storage.exists(Storage.child(found.path(), DatasetInfo.FILE))) {
                findings.addAll(DatasetInspection.of(storage, path));
            } else {
                files.addAll(InputFiles.under(storage, path, Storage.child(path, "ledger")));
            }
        }
        for (String file : files.stream().filter(f -> f.endsWith(".zip")).toList()) {
            Optional<Inspection.Finding> model = ModelInspection.of(storage, file);
            model.ifPresent(findings::add);
            model.ifPresent(found -> files.remove(file));
        }
        findings.addAll(new Inspection(storage).of(files));
        output.result(
                spec.commandLine().getOut(),
                Map.of(
                        "findings",
                        findings.stream().map(Inspection.Finding::facts).toList()),
                findings.stream().map(Inspection.Finding::text).collect(Collectors.joining("\n")));
        return ExitStatus.DONE;
    }

    private int tellStatistics(Storage storage) throws IOException {
        List<DatasetStatistics> all = new ArrayList<>();
        for (String path : paths) {
            all.add(DatasetStatistics.of(Dataset.open(storage, path)));
        }
        VolumeHistogram.draw(all, histogram);
        output.result(
                spec.commandLine().getOut(),
                Map.of(
                        "datasets",
                        all.stream().map(DatasetStatistics::facts).toList(),
                        "histogram",
                        histogram.toString()),
                all.stream().map(DatasetStatistics::text).collect(Collectors.joining("\n")) + "Histogram of volumes: "
                        + histogram);
        return ExitStatus.DONE;
    }
}
