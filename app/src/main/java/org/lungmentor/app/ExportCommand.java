package org.lungmentor.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lungmentor.ingest.NnunetExport;
import org.lungmentor.jobs.CaseJob;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}: a dataset to what other programs read. */
@Command(
        name = "export",
        description = "Turns a dataset into what other programs read.",
        synopsisSubcommandLabel = "nnunet",
        footer = {"", "Example: lungmentor export nnunet data/msd nnUNet_raw/Dataset501_Lung"},
        subcommands = {ExportCommand.Nnunet.class})
final class ExportCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what it is exported to: nnunet");
    }

    /** {@code export nnunet}. */
    @Command(
            name = "nnunet",
            description = {
                "nnU-Net's raw dataset (version 2).",
                "Channel files, integer labels (soft ones are cut at 0.5), dataset.json."
            },
            footer = {"", "Example: lungmentor export nnunet data/msd nnUNet_raw/Dataset501_Lung"})
    static final class Nnunet implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "DATASET", description = "A dataset of scans.")
        private String dataset = "";

        @Parameters(
                index = "1",
                paramLabel = "OUT",
                description = "Folder of the raw dataset; nnU-Net finds it by a name like Dataset501_Lung.")
        private String out = "";

        @Mixin
        private CaseJobOptions options = new CaseJobOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            CommandLine line = spec.commandLine();
            CaseJob job = new NnunetExport(dataset, out, options.cases())
                    .plan(options.storage(), options.job(), line.getErr()::println);
            return options.run("export nnunet", line, job);
        }
    }
}
