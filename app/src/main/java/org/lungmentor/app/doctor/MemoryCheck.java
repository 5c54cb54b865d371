package org.lungmentor.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * The two memories: Java's heap, which holds volumes in the steps before the networks, and what lies beside it, which the
 * networks use. Sizes in MB.
 */
final class MemoryCheck {
    private static final long SMALL_HEAP = 1000;
    /** One full-width teacher on a crop of 128 voxels an edge, while it trains. */
    private static final long TRAINING = 1700;

    private MemoryCheck() {}

    static List<Finding> run() {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
        return of(
                machine,
                Runtime.getRuntime().maxMemory() >> 20,
                Pointer.maxBytes() >> 20,
                Pointer.maxPhysicalBytes() >> 20);
    }

    /**
     * @param nativeLimit what networks may take, 0: no limit
     * @param processLimit what the process may take in all, 0: no limit
     */
    static List<Finding> of(long machine, long heap, long nativeLimit, long processLimit) {
        List<Finding> findings = new ArrayList<>();
        String sizes = heap + " MB heap of " + machine + " MB";
        if (heap < SMALL_HEAP) {
            findings.add(Finding.warning(
                    "heap", sizes + ": too little for a whole scan", "Set LUNGMENTOR_HEAP, as in LUNGMENTOR_HEAP=4g."));
        } else if (heap > machine * 4 / 5) {
            findings.add(Finding.warning(
                    "heap",
                    sizes + " leaves no room for the networks",
                    "Set LUNGMENTOR_HEAP to half of the memory, as in LUNGMENTOR_HEAP=" + machine / 2 + "m."));
        } else {
            findings.add(Finding.ok("heap", sizes));
        }
        long room = processLimit > 0 ? processLimit - Math.min(heap, processLimit) : machine;
        long least = nativeLimit > 0 ? Math.min(nativeLimit, room) : room;
        String limits = "networks may take " + (nativeLimit > 0 ? nativeLimit + " MB" : "any") + ", the process "
                + (processLimit > 0 ? processLimit + " MB" : "any");
        findings.add(
                least < TRAINING
                        ? Finding.warning(
                                "native memory",
                                limits + ": beside a full heap too little to train a teacher at full size",
                                "Set -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes higher"
                                        + " (submit/lungmentor sets both to the machine's memory), or LUNGMENTOR_HEAP lower.")
                        : Finding.ok("native memory", limits));
        return findings;
    }
}
