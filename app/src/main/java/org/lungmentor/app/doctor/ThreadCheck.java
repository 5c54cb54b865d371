package org.lungmentor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processors, and the environment that decides how many threads native code takes. */
final class ThreadCheck {
    private ThreadCheck() {}

    static List<Finding> run() {
        return of(Runtime.getRuntime().availableProcessors(), System.getenv());
    }

    static List<Finding> of(int processors, Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                processors == 1
                        ? Finding.warning(
                                "threads",
                                "one processor: cases are done one after the other, and networks on one thread",
                                "Give the process more processors (containers: --cpus, batch systems: --cpus-per-task).")
                        : Finding.ok("threads", processors + " processors"));
        String openMp = Optional.ofNullable(environment.get("OMP_NUM_THREADS")).orElse("unset");
        findings.add(
                openMp.equals("1")
                        ? Finding.ok("OMP_NUM_THREADS", "1")
                        : Finding.warning(
                                "OMP_NUM_THREADS",
                                openMp + ": native calls of several threads get in each other's way",
                                "Set OMP_NUM_THREADS=1 (submit/lungmentor does where it is unset); --threads says how many"
                                        + " an engine takes."));
        if (!environment.containsKey("MALLOC_MMAP_THRESHOLD_")) {
            findings.add(Finding.warning(
                    "MALLOC_MMAP_THRESHOLD_",
                    "unset: memory of networks is given back late",
                    "Set MALLOC_MMAP_THRESHOLD_=131072 (submit/lungmentor does)."));
        }
        return findings;
    }
}
