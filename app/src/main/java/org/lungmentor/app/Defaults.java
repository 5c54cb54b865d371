package org.lungmentor.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that were not given: the environment's {@code LUNGMENTOR_LONG_NAME}, else the configuration file's, else
 * the option's own default.
 */
final class Defaults implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final ConfigFile file;

    private Defaults(Map<String, String> environment, ConfigFile file) {
        this.environment = environment;
        this.file = file;
    }

    /** Gives the defaults to the command line and all that is below it. */
    static void install(Map<String, String> environment, String[] args, CommandLine line) {
        givenFlagsSwitchOn(line);
        line.setDefaultValueProvider(of(environment, args, line));
    }

    /** A flag given beside a default of true would switch it off: picocli's rule, and nobody's expectation. */
    private static void givenFlagsSwitchOn(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            if (option.arity().max() == 0) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option).fallbackValue("true").build());
            }
        }
        line.getSubcommands().values().forEach(Defaults::givenFlagsSwitchOn);
    }

    /**
     * Reads the file that {@code --config} or {@code LUNGMENTOR_CONFIG} names: it must be known before options are parsed.
     *
     * @throws org.lungmentor.imaging.UsageException if the file cannot be read or says what no command knows
     */
    private static Defaults of(Map<String, String> environment, String[] args, CommandLine line) {
        @Nullable String path = environment.get("LUNGMENTOR_CONFIG");
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--config") && i + 1 < args.length) {
                path = args[i + 1];
            } else if (args[i].startsWith("--config=")) {
                path = args[i].substring("--config=".length());
            }
        }
        ConfigFile file = path == null ? ConfigFile.none() : ConfigFile.read(Path.of(path), line);
        return new Defaults(environment, file);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp()) {
            return null;
        }
        String name = option.longestName().replaceFirst("^-+", "");
        String variable = "LUNGMENTOR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        @Nullable String fromEnvironment = environment.get(variable);
        return fromEnvironment != null ? fromEnvironment : file.value(option.command(), name);
    }
}
