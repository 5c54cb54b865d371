package org.lungmentor.imaging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What of a block of bytes stood in it before (LZ77): for each repeat its length and distance, and how many bytes lie between
 * it and the one before. Quick rather than thorough, and made for voxels of two bytes: it looks at every other place for the
 * four bytes there, where they were last, and prolongs what it finds to both sides. In noise it looks less and less often.
 */
final class Repeats {
    /** The longest repeat that deflate has a word for. */
    static final int LONGEST = 258;

    private static final int FARTHEST = 1 << 15;
    private static final int NEAR = 8; // a repeat from there costs little
    private static final int SAMPLING = 7; // odd, so that high and low bytes of voxels are seen
    private static final int DEAR = 16; // as if so many values were equally frequent
    private static final int SHORTEST = 4;
    private static final int HASH_BITS = 13;
    private static final int HASH_FACTOR = 0x9E3779B1; // 2^32 over the golden ratio: spreads what differs little
    private static final int PATIENCE = 8; // 2^8 misses before a step grows

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] lastPlace = new int[1 << HASH_BITS];
    private final int[] bytesBefore;
    private final int[] lengths;
    private final int[] distances;
    private int count;

    /** @param mostBytes of a block */
    Repeats(int mostBytes) {
        int most = mostBytes / SHORTEST + 1;
        this.bytesBefore = new int[most];
        this.lengths = new int[most];
        this.distances = new int[most];
    }

    /** How many there are. */
    int count() {
        return count;
    }

    /** How many bytes lie between a repeat and the one before it; of {@link #count}: behind the last one. */
    int bytesBefore(int repeat) {
        return bytesBefore[repeat];
    }

    /** Its bytes, 4 to {@link #LONGEST}. */
    int length(int repeat) {
        return lengths[repeat];
    }

    /** How many bytes before it the same bytes begin, 1 to 32,768; they may overlap. */
    int distance(int repeat) {
        return distances[repeat];
    }

    /** Finds those of a block, which do not hang on anything before {@code start} or from {@code end} on. */
    void find(byte[] bytes, int start, int end) {
        Arrays.fill(lastPlace, -1);
        int worth = worth(bytes, start, end);
        count = 0;
        int taken = start;
        int misses = 0;
        for (int at = start; at <= end - Long.BYTES; at += 2 + 2 * (misses >> PATIENCE)) {
            int four = (int) INT.get(bytes, at);
            int hash = (four * HASH_FACTOR) >>> (Integer.SIZE - HASH_BITS);
            int place = lastPlace[hash];
            lastPlace[hash] = at;
            misses++;
            if (place < 0 || at - place > FARTHEST || (int) INT.get(bytes, place) != four) {
                continue;
            }
            int distance = at - place;
            int last = prolonged(bytes, at, place, Math.min(end, at + LONGEST));
            int first = at;
            while (first > taken
                    && last - first < LONGEST
                    && first - distance > start
                    && bytes[first - 1] == bytes[first - 1 - distance]) {
                first--;
            }
            if (last - first < worth && distance > NEAR) {
                continue;
            }
            bytesBefore[count] = first - taken;
            lengths[count] = last - first;
            distances[count++] = distance;
            taken = last;
            misses = 0;
            at = ((last - start) & 1) == 0 ? last - 2 : last - 1; // the next place is an even one, at or behind the end
        }
        bytesBefore[count] = end - taken;
    }

    /** The shortest repeat from afar that costs less than its bytes: where values are many, bytes are dear. */
    private static int worth(byte[] bytes, int start, int end) {
        int[] counts = new int[256];
        long samples = 0;
        for (int at = start; at < end; at += SAMPLING) {
            counts[bytes[at] & 0xff]++;
            samples++;
        }
        long alike = 0; // pairs of samples, by whose share of all pairs frequent values tell
        for (int count : counts) {
            alike += (long) count * count;
        }
        return alike * DEAR < samples * samples ? SHORTEST : SHORTEST + 1;
    }

    /** Where what is alike from two places on ends, seen from the later one. */
    private static int prolonged(byte[] bytes, int at, int place, int end) {
        int distance = at - place;
        int to = at + SHORTEST;
        while (to <= end - Long.BYTES) {
            long unlike = (long) LONG.get(bytes, to) ^ (long) LONG.get(bytes, to - distance);
            if (unlike != 0) {
                return to + (Long.numberOfTrailingZeros(unlike) >>> 3);
            }
            to += Long.BYTES;
        }
        while (to < end && bytes[to] == bytes[to - distance]) {
            to++;
        }
        return to;
    }
}
