package org.lungmentor.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lungmentor}: the list of commands, in the order of the work. A new command is a class and a line here. */
@Command(
        name = "lungmentor",
        description = "Learns to outline lung tumours on CT from a few masks and many boxes.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        commandListHeading = "%nCommands, in the order of the work:%n",
        footer = {
            "",
            "'lungmentor COMMAND --help' explains a command and its options and has an example.",
            "Options may also be set by a file (--config FILE.yaml) or by the environment:",
            "LUNGMENTOR_EPOCHS=40 for --epochs 40. Given options count most, the file least.",
            "LUNGMENTOR_HEAP=8g sets the Java heap; without it half of the memory is taken.",
            "Paths are local, or any that Hadoop reaches (hdfs://...).",
            "",
            "Exit status",
            "  0   all done, also: nothing to do",
            "  1   a defect, or a broken machine: 'lungmentor doctor' says what is wrong",
            "  2   wrong usage, configuration or input as a whole",
            "  3   finished, but some cases were refused or failed",
            "  75  another run holds the lock: try later",
            "  130 stopped by Ctrl-C; started again, a command goes on",
            "",
            "Example: lungmentor demo"
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
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "The version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine line = spec.commandLine();
        throw new ParameterException(line, "a command is missing: begin with 'lungmentor demo' or 'lungmentor doctor'");
    }
}
