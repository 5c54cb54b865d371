package org.lungmentor.app;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.ingest.NnunetExport;
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
        private CaseOptions cases = new CaseOptions();

        @Mixin
        private SparkOptions spark = new SparkOptions();

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            NnunetExport export = new NnunetExport(dataset, out, cases.cases());
            try (SparkSession session = SparkStart.session("export nnunet", spark, output)) {
                return cases.dryRun()
                        ? JobReport.planned(export.planned(session), output, spec.commandLine())
                        : JobReport.print(
                                export.run(
                                        session,
                                        cases.job(output),
                                        spec.commandLine().getErr()::println),
                                output,
                                spec.commandLine());
            }
        }
    }
}
