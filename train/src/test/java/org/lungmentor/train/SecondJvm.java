package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A second JVM with the tests' classes, where oneDNN and Java may do less than this processor can. */
public final class SecondJvm {
    private SecondJvm() {}

    /**
     * Runs a main class and expects status 0; what it says is the failure's text.
     *
     * @param instructions oneDNN's ONEDNN_MAX_CPU_ISA
     * @param vectorBits longest of Java's vectors
     * @param folder for its output
     */
    public static void run(Class<?> main, String instructions, String vectorBits, Path folder)
            throws IOException, InterruptedException {
        Path output = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "--add-modules=jdk.incubator.vector",
                        "-Dlungmentor.vector.bits=" + vectorBits,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
        int status = builder.start().waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
    }
}
