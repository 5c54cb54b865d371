package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code submit/lungmentor} in a small distribution whose java and spark-submit print what they were called with. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "submit", "lungmentor");

    @TempDir
    private Path folder;

    private record Ran(int status, String out, String err) {}

    @BeforeEach
    void aSmallDistribution() throws IOException {
        Files.createDirectories(folder.resolve("dist/submit"));
        Files.createDirectories(folder.resolve("dist/lib"));
        Files.createDirectories(folder.resolve("dist/spark/jars"));
        script("dist/submit/lungmentor", Files.readString(LAUNCHER));
        Files.createFile(folder.resolve("dist/lib/lungmentor-app-1.jar"));
        Files.createFile(folder.resolve("dist/lib/lungmentor-jobs-1.jar"));
        Files.createFile(folder.resolve("dist/lib/picocli-4.jar"));
        script("dist/spark/bin/spark-submit", "#!/bin/sh\necho spark-submit \"$@\"\n");
        java("17.0.9");
    }

    private void java(String version) throws IOException {
        script(
                "jdk/bin/java",
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version + "\"' >&2; exit; fi\n"
                        + "echo java \"$@\"\necho OMP_NUM_THREADS=$OMP_NUM_THREADS\n");
    }

    private void script(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran run(String launcher, Map<String, String> environment, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(folder.resolve(launcher).toString()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LUNGMENTOR_"));
        builder.environment().remove("SPARK_HOME");
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Ran run(String... args) throws Exception {
        return run("dist/submit/lungmentor", Map.of(), args);
    }

    @Test
    void whatIsAllStartRunsWithTheFirstCompilerAlone() throws Exception {
        String first = "-XX:TieredStopAtLevel=1";
        String file = Files.createFile(folder.resolve("one.dcm")).toString();
        assertThat(run("--help").out()).contains(first);
        assertThat(run("train", "teacher", "--help").out()).contains(first);
        assertThat(run("inspect", "--json", file, file).out()).contains(first);
        assertThat(run("inspect", folder.toString()).out()).as("a folder").doesNotContain(first);
        assertThat(run("inspect", "hdfs:///scans").out()).doesNotContain(first);
        assertThat(run("inspect", "--statistics", file).out()).as("Spark").doesNotContain(first);
        assertThat(run("segment", file, "out").out()).doesNotContain(first);
    }

    @Test
    void startsMainWithinOneProcess() throws Exception {
        Ran ran = run("ingest", "msd", "a folder with spaces", "out");
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("org.lungmentor.app.Main ingest msd a folder with spaces out")
                .contains("/dist/lib/*:")
                .contains("/dist/spark/jars/*")
                .doesNotContain("incubator") // Java would warn of it on every line of a schedule's log
                .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .contains("OMP_NUM_THREADS=1");
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void believesWhatTheJdkSaysOfItsVersion() throws Exception {
        Path release = folder.resolve("jdk/release");
        Files.writeString(release, "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"21.0.1\"\nJAVA_VERSION_DATE=\"2023-10-17\"\n");
        Ran other = run("ingest", "msd", "a", "b");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("is Java 21.0.1");
        Files.writeString(release, "JAVA_VERSION=\"17.0.15\"\n");
        java("of no use");
        assertThat(run("ingest", "msd", "a", "b").status()).isZero();
        Files.writeString(release, "IMPLEMENTOR=\"x\"\n");
        assertThat(run("ingest", "msd", "a", "b").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "doctor", "train", "expand", "segment"})
    void givesTheVectorApiToWhatComputesNetworks(String command) throws Exception {
        assertThat(run(command, "x").out()).contains("--add-modules=jdk.incubator.vector");
    }

    @Test
    void givesTheVectorApiToANetworkThatFindsLungs() throws Exception {
        String vector = "--add-modules=jdk.incubator.vector";
        assertThat(run("preprocess", "student", "d", "o", "--lungs", "r231:w.pth")
                        .out())
                .contains(vector);
        assertThat(run("preprocess", "student", "d", "o", "--lungs=r231:w.pth").out())
                .contains(vector);
        assertThat(run("preprocess", "student", "d", "o", "--config", "f.yaml").out())
                .contains(vector);
        assertThat(run("preprocess", "student", "d", "o").out()).doesNotContain(vector);
        assertThat(run("preprocess", "teacher", "d", "o").out()).doesNotContain(vector);
    }

    @Test
    void runsThroughSymbolicLinks() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/lm"), Path.of("../dist/submit/lungmentor"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("bin/lm"));
        assertThat(run("link", Map.of(), "doctor").out()).contains("org.lungmentor.app.Main doctor");
    }

    @Test
    void takesHalfOfTheMemoryUnlessToldOtherwise() throws Exception {
        assertThat(run("doctor").out()).containsPattern("-Xmx[1-9][0-9]*m ").contains("javacpp.maxphysicalbytes=");
        assertThat(run("dist/submit/lungmentor", Map.of("LUNGMENTOR_HEAP", "3g"), "doctor")
                        .out())
                .contains("-Xmx3g ");
    }

    @Test
    void aMasterElsewhereGoesThroughSparkSubmit() throws Exception {
        Map<String, String> further = Map.of("LUNGMENTOR_SUBMIT", "--deploy-mode cluster");
        String out = run("dist/submit/lungmentor", further, "preprocess", "--master", "spark://h:7077", "in")
                .out();
        assertThat(out)
                .startsWith("spark-submit --master spark://h:7077 --class org.lungmentor.app.Main --jars ")
                .contains("/lib/lungmentor-jobs-1.jar,")
                .contains("/lib/picocli-4.jar ")
                .contains("--deploy-mode cluster")
                .containsPattern("/lib/lungmentor-app-1.jar preprocess --master spark://h:7077 in\\s*$");
        assertThat(run("preprocess", "--master=yarn").out()).startsWith("spark-submit --master yarn ");
    }

    @Test
    void aLocalMasterStaysInThisProcess() throws Exception {
        assertThat(run("preprocess", "--master", "local[2]").out()).startsWith("java ");
    }

    @Test
    void prefersTheSparkThatTheUserNames() throws Exception {
        Files.createDirectories(folder.resolve("other/jars"));
        String other = folder.resolve("other").toString();
        assertThat(run("dist/submit/lungmentor", Map.of("SPARK_HOME", other), "doctor")
                        .out())
                .contains(other + "/jars/*")
                .doesNotContain("dist/spark");
        Ran wrong = run("dist/submit/lungmentor", Map.of("SPARK_HOME", "/no/such"), "doctor");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("SPARK_HOME is /no/such");
    }

    @Test
    void anotherJavaIsASentence() throws Exception {
        java("11.0.2");
        Ran ran = run("doctor");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Java 11.0.2").contains("JAVA_HOME");
        java("1.8.0_392");
        assertThat(run("doctor").err()).contains("Java 1.8.0_392");
    }

    @Test
    void noJavaIsASentence() throws Exception {
        Ran ran = run("dist/submit/lungmentor", Map.of("JAVA_HOME", "/no/such"), "doctor");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("no Java was found at /no/such/bin/java").contains("JDK 17");
    }

    @Test
    void buildsTheDistributionWhereThereIsNone() throws Exception {
        script("clone/submit/lungmentor", Files.readString(LAUNCHER));
        script("tools/mvn", "#!/bin/sh\nmkdir -p app/target/dist/lib app/target/dist/spark/jars\necho built \"$@\"\n");
        String path = folder.resolve("tools") + ":" + System.getenv("PATH");
        Ran ran = run("clone/submit/lungmentor", Map.of("PATH", path), "doctor");
        assertThat(ran.err()).contains("building it").contains("built -B -q -DskipTests package");
        assertThat(ran.out()).contains("/clone/app/target/dist/lib/*").contains("Main doctor");
    }
}
