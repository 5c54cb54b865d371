package org.lungmentor.evaluate;

import java.util.Arrays;
import org.lungmentor.imaging.Components;

/** The runs of all components of a mask in the order of the array, to ask which of them a run of another mask meets. */
final class RunIndex {
    private final int[] start;
    private final int[] end;
    private final int[] component;

    RunIndex(Components components) {
        int[] count = new int[1];
        for (int c = 0; c < components.count(); c++) {
            components.forEachRun(c, (first, length) -> count[0]++);
        }
        int runs = count[0];
        long[] startAndRun = new long[runs];
        int[] lengths = new int[runs];
        int[] components0 = new int[runs];
        int[] next = new int[1];
        for (int c = 0; c < components.count(); c++) {
            int number = c;
            components.forEachRun(c, (first, length) -> {
                int run = next[0]++;
                startAndRun[run] = (long) first << 32 | run;
                lengths[run] = length;
                components0[run] = number;
            });
        }
        Arrays.sort(startAndRun);
        start = new int[runs];
        end = new int[runs];
        component = new int[runs];
        for (int i = 0; i < runs; i++) {
            int run = (int) startAndRun[i];
            start[i] = (int) (startAndRun[i] >> 32);
            end[i] = start[i] + lengths[run];
            component[i] = components0[run];
        }
    }

    /** What {@link #forEachShared} hands out. */
    interface Shared {
        void accept(int component, int voxels);
    }

    /** The components that the voxels from {@code first} on share voxels with, once for each of their runs. */
    void forEachShared(int first, int length, Shared shared) {
        int last = first + length;
        int i = Arrays.binarySearch(end, first + 1); // ends ascend as starts do: runs do not overlap
        for (i = i < 0 ? -i - 1 : i; i < start.length && start[i] < last; i++) {
            shared.accept(component[i], Math.min(end[i], last) - Math.max(start[i], first));
        }
    }
}
