package org.lungmentor.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** NVIDIA's GPUs as their driver lists them, and whether this distribution can use them. */
final class GpuCheck {
    private GpuCheck() {}

    /** @param useless why no engine computes on them; empty where one does */
    static Finding run(Optional<String> useless) {
        return of(
                listed(List.of("nvidia-smi", "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader")),
                useless);
    }

    static Finding of(List<String> gpus, Optional<String> useless) {
        String text = gpus.stream().map(String::strip).collect(Collectors.joining("; "));
        if (gpus.isEmpty()) {
            return Finding.ok("gpu", "none");
        }
        return useless.map(why -> Finding.warning(
                        "gpu",
                        text + ": not used. " + why,
                        "Build the distribution for GPUs: mvn -B -Pcuda -DskipTests package (docs/gpu.md)."))
                .orElse(Finding.ok("gpu", text));
    }

    /** The lines of a command's output; none where there is no such command. */
    static List<String> listed(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines;
            try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
                lines = reader.lines().filter(line -> !line.isBlank()).toList();
            }
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? lines : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
