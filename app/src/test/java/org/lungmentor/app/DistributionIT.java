package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as it is shipped. */
class DistributionIT {
    private static final Path HOME = Path.of("target", "dist").toAbsolutePath();

    @TempDir
    private Path folder;

    private String run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readString(out);
    }

    private static List<String> jars(String folder) throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void runsFromAnyFolder() throws Exception {
        assertThat(run(HOME.resolve("submit/lungmentor").toString(), "--version"))
                .startsWith("lungmentor 0.");
    }

    @Test
    void helpLoadsNothingOfSpark() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = HOME.resolve("lib") + "/*" + File.pathSeparator + HOME.resolve("spark/jars") + "/*";
        run(java, "-Xlog:class+load:file=loaded", "-cp", classPath, "org.lungmentor.app.Main", "--help");
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .anyMatch(line -> line.contains("org.lungmentor.app.RootCommand"))
                .noneMatch(line -> line.contains("org.apache.spark"))
                .noneMatch(line -> line.contains("org.nd4j"));
    }

    @Test
    void wrongInputIsToldBeforeSparkStartsAndLeavesNothing() throws Exception {
        for (String command : List.of(
                "segment --model no.zip scans made",
                "expand --teacher no.zip scans made",
                "preprocess teacher scans made",
                "evaluate predictions scans made",
                "ingest radiomics scans made",
                "export nnunet scans made",
                "train teacher scans --run made")) {
            String line = "JAVA_TOOL_OPTIONS=-Xlog:class+load:file=loaded '" + HOME.resolve("submit/lungmentor") + "' "
                    + command + "; [ $? = 2 ]";
            run("bash", "-c", line);
            assertThat(Files.readAllLines(folder.resolve("loaded")))
                    .as(command)
                    .noneMatch(loaded -> loaded.contains("org.apache.spark.SparkContext "));
            assertThat(folder.resolve("made")).as(command).doesNotExist();
        }
    }

    @Test
    void startsWithClassesFromItsArchive() throws Exception {
        String log = "JAVA_TOOL_OPTIONS=-Xlog:class+load:file=" + folder.resolve("loaded");
        run("env", log, HOME.resolve("submit/lungmentor").toString(), "--version");
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .anyMatch(line -> line.contains("org.lungmentor.app.RootCommand source: shared objects file (top)"));
    }

    @Test
    void libHoldsNothingThatSparkHas() throws Exception {
        assertThat(jars("lib"))
                .noneMatch(jar -> jar.matches("(spark|hadoop|scala|log4j|slf4j|jackson-(core|databind)|commons-io)-.*"))
                .doesNotContainAnyElementsOf(jars("spark/jars"))
                .filteredOn(jar -> jar.matches("nd4j-native-1.*-linux-x86_64.*"))
                .hasSize(1);
    }

    @Test
    void nativesAreForLinuxX8664Alone() throws Exception {
        assertThat(jars("lib")).noneMatch(jar -> jar.matches(".*-(windows|macosx|android|ios|linux-(?!x86_64)).*"));
    }
}
