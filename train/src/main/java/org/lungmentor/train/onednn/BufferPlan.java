package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Places regions so that two which are alive at the same time do not overlap: the largest first, each into the smallest gap that
 * holds it ("greedy by size", Pisarchyk and Lee, Efficient Memory Management for Deep Neural Net Inference, 2020, section 5.2). For
 * the networks here the result is at or near the lower bound, the most that is alive at one step.
 */
final class BufferPlan {
    private static final long PAGE = 4096;

    private BufferPlan() {}

    /** Gives every region its offset and returns the bytes that they need together. */
    static long place(Collection<Region> regions) {
        List<Region> bySize = new ArrayList<>(regions);
        bySize.sort(Comparator.comparingLong(Region::bytes).reversed());
        List<Region> placed = new ArrayList<>();
        long total = 0;
        for (Region region : bySize) {
            region.place(bestGap(region, placed));
            placed.add(region);
            total = Math.max(total, end(region));
        }
        return total;
    }

    private static long bestGap(Region region, List<Region> placed) {
        List<Region> neighbours = new ArrayList<>(placed);
        neighbours.removeIf(other -> !other.overlapsInTime(region));
        neighbours.sort(Comparator.comparingLong(Region::offset));
        long best = -1;
        long smallest = Long.MAX_VALUE;
        long at = 0;
        for (Region other : neighbours) {
            long gap = other.offset() - at;
            if (gap >= region.bytes() && gap < smallest) {
                best = at;
                smallest = gap;
            }
            at = Math.max(at, end(other));
        }
        return best >= 0 ? best : at;
    }

    private static long end(Region region) {
        return region.offset() + (region.bytes() + PAGE - 1) / PAGE * PAGE;
    }
}
