package org.lungmentor.dicom;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** A reader that takes more than a second of processor time for a few kilobytes is a finding, however busy the machine is. */
final class OneSecond {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private OneSecond() {}

    static void atMost(AnyBytes.Reading reading, byte[] bytes) throws IOException {
        long start = THREADS.getCurrentThreadCpuTime();
        reading.of(bytes);
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        if (nanos > 1_000_000_000L) {
            throw new AssertionError("took " + nanos / 1e9 + " s");
        }
    }
}
