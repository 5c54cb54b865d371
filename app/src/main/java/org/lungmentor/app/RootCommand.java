package org.lungmentor.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lungmentor}: the list of commands, in the order of the work. A new command is a class and a line here. */
@Command(
        name = "lungmentor",
        description = "Learns to outline lung tumours on CT from a few masks and many boxes.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        commandListHeading = "%nCommands, in the order of the work:%n",
        footer = {
            "",
            "Defaults: --config FILE.yaml < environment LUNGMENTOR_OPTION < options.",
            "Exit status: 0 done; 1 a defect or a broken machine; 2 wrong usage or input as a whole;",
            "3 finished, but some cases were refused or failed; 75 another run holds the lock.",
            "",
            "Example: lungmentor doctor"
        },
        subcommands = {
            // first steps
            DemoCommand.class,
            DoctorCommand.class,
            InspectCommand.class,
            // source files to a dataset
            IngestCommand.class,
            ExportCommand.class,
            // crops
            PreprocessCommand.class,
            // networks
            TrainCommand.class,
            ImportWeightsCommand.class,
            ExportWeightsCommand.class,
            // networks over scans
            ExpandCommand.class,
            SegmentCommand.class,
            // figures
            EvaluateCommand.class,
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        throw new ParameterException(line, "a command is missing");
    }
}
