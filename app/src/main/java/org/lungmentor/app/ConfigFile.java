package org.lungmentor.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungmentor.imaging.UsageException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A YAML file of option values: long names without dashes, at the top for every command that has the option, or under a
 * command's name for that one alone. {@code train: {epochs: 40}} or {@code ingest: {lungdx: {length-mm: 100..600}}}.
 */
final class ConfigFile {
    private final Map<String, String> values;

    private ConfigFile(Map<String, String> values) {
        this.values = values;
    }

    /** No file: no value. */
    static ConfigFile none() {
        return new ConfigFile(Map.of());
    }

    /**
     * @param line the commands that the file may speak of
     * @throws UsageException if it cannot be read, is no YAML mapping, or holds a name that no command knows: a
     *     misspelt setting would be ignored in silence otherwise
     */
    static ConfigFile read(Path path, CommandLine line) {
        Object root;
        try (Reader reader = Files.newBufferedReader(path)) {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no configuration file " + path + ": check --config.", e);
        } catch (IOException e) {
            throw new UsageException("The configuration file " + path + " cannot be read: " + e.getMessage(), e);
        } catch (YAMLException e) {
            throw new UsageException("The configuration file " + path + " is no YAML: " + e.getMessage(), e);
        }
        Map<String, String> values = new HashMap<>();
        if (root != null) {
            collect(root, line, "", path, values);
        }
        return new ConfigFile(values);
    }

    /** The value for a command's option: the most specific one, from the command's own section up to the top. */
    @Nullable
    String value(CommandSpec command, String option) {
        String section = section(command);
        while (true) {
            @Nullable String value = values.get(section + option);
            if (value != null || section.isEmpty()) {
                return value;
            }
            section = section.substring(0, section.lastIndexOf('.', section.length() - 2) + 1);
        }
    }

    private static String section(CommandSpec command) {
        @Nullable CommandSpec parent = command.parent();
        return parent == null ? "" : section(parent) + command.name() + ".";
    }

    private static void collect(
            Object node, CommandLine command, String section, Path path, Map<String, String> values) {
        if (!(node instanceof Map<?, ?> entries)) {
            throw new UsageException("The configuration file " + path + " has a value where options by name should be"
                    + (section.isEmpty() ? "." : ", under " + section.substring(0, section.length() - 1) + "."));
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = String.valueOf(entry.getKey());
            @Nullable Object value = entry.getValue();
            @Nullable CommandLine sub = command.getSubcommands().get(name);
            if (sub != null && value instanceof Map) {
                collect(value, sub, section + name + ".", path, values);
            } else if (value != null && knows(command, "--" + name)) {
                values.put(section + name, scalar(value, name, path));
            } else {
                throw new UsageException("The configuration file " + path + " sets '" + section + name
                        + "', which no command has as an option: see '"
                        + command.getCommandSpec().qualifiedName() + " --help'.");
            }
        }
    }

    private static String scalar(Object value, String name, Path path) {
        if (value instanceof List<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (value instanceof Map) {
            throw new UsageException(
                    "The configuration file " + path + " has a mapping under '" + name + "', which is an option.");
        }
        return String.valueOf(value);
    }

    private static boolean knows(CommandLine command, String option) {
        return command.getCommandSpec().optionsMap().containsKey(option)
                || command.getSubcommands().values().stream().anyMatch(sub -> knows(sub, option));
    }
}
