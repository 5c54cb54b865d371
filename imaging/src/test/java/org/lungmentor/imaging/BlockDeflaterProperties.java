package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is deflated is inflated by the JDK's zlib, which is what other programs read it with. */
class BlockDeflaterProperties {
    private static final int MOST = GzipBlock.MOST_CONTENT;

    /** Runs, noise of so many bits, repeats from near and far: what volumes are made of, and what they are not. */
    @Property(tries = 2000)
    void everyBlockInflatesToItsContent(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = MOST) int length, @ForAll @IntRange(max = 8) int bits) {
        assertInflates(content(new Random(seed), length, bits, 1000));
        assertInflates(content(new Random(seed), length, bits, 7));
    }

    @Property(tries = 2000)
    void soDoesAnythingSmall(@ForAll @Size(min = 1, max = 60) byte[] content) {
        assertInflates(content);
    }

    /** Two bytes a voxel with noise about a level, as scans have them, and floats. */
    @Property(tries = 200)
    void soDoVoxels(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int noise, @ForAll boolean floats) {
        Random random = new Random(seed);
        byte[] content = new byte[MOST];
        for (int i = 0; i < MOST / 4; i++) {
            int level = i / 3000 % 2 == 0 ? -1024 : 40;
            long bits = floats
                    ? Float.floatToIntBits((float) (level + noise * random.nextGaussian()))
                    : voxel(random, level, noise) | (long) voxel(random, level, noise) << 16;
            for (int k = 0; k < 4; k++) {
                content[4 * i + k] = (byte) (bits >> (8 * k));
            }
        }
        assertInflates(content);
    }

    /** Counts that grow as Fibonacci's numbers make Huffman's longest words: they are cut to what deflate allows. */
    @Example
    void soDoesTheWorstCaseOfHuffmansTree() {
        byte[] content = new byte[MOST];
        int at = 0;
        for (int value = 0, now = 1, next = 1; at < MOST; value++) {
            int end = Math.min(MOST, at + now);
            Arrays.fill(content, at, end, (byte) value);
            at = end;
            int sum = now + next;
            now = next;
            next = sum;
        }
        for (int seed = 0; seed < 20; seed++) {
            shuffle(content, new Random(seed));
            assertInflates(content);
        }
    }

    /** A repeat that is found late, in noise where steps are long, and begins far before: it must not end before its finding. */
    @Example
    void soDoLongRepeatsThatAreFoundLate() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            byte[] content = new byte[MOST];
            random.nextBytes(content);
            for (int at = 20_000; at < MOST - 2000; at += 500 + random.nextInt(3000)) {
                System.arraycopy(content, random.nextInt(at - 1000), content, at, 200 + random.nextInt(800));
            }
            assertInflates(content);
        }
    }

    @Example
    void constantsAlternationsAndNoise() {
        for (int length : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 257, 258, 259, 260, 32_768, 32_769, MOST}) {
            byte[] content = new byte[length];
            assertThat(assertInflates(content)).isLessThan(400);
            for (int i = 0; i < length; i++) {
                content[i] = (byte) (i & 1);
            }
            assertThat(assertInflates(content)).isLessThan(400);
            new Random(length).nextBytes(content);
            assertThat(assertInflates(content)).isEqualTo(length + 5); // stored
        }
    }

    /** Nothing of the blocks before, nor of what lies around the content, may be seen in the bytes. */
    @Property(tries = 100)
    void aBlockHangsOnNothingButItsContent(@ForAll long seed, @ForAll @IntRange(min = 1, max = MOST) int length) {
        Random random = new Random(seed);
        byte[] content = content(random, length, 6, 100);
        byte[] surrounded = content(random, length + 300, 6, 100);
        System.arraycopy(content, 0, surrounded, 200, length);
        BlockDeflater used = new BlockDeflater();
        int before = used.deflate(surrounded, 0, 200);
        assertThat(before).isPositive();
        int n = used.deflate(surrounded, 200, length);
        BlockDeflater fresh = new BlockDeflater();
        assertThat(fresh.deflate(content, 0, length)).isEqualTo(n);
        assertThat(Arrays.copyOf(fresh.deflated(), n)).isEqualTo(Arrays.copyOf(used.deflated(), n));
    }

    @Property(tries = 1000)
    void wordsFillTheirRoomAndNoneIsTooLong(
            @ForAll @Size(min = 2, max = 286) List<@IntRange(max = 60_000) Integer> howOften,
            @ForAll @IntRange(min = 9, max = 15) int limit) {
        int[] counts = howOften.stream().mapToInt(Integer::intValue).toArray();
        HuffmanCode code = new HuffmanCode(counts, limit);
        long room = 0;
        int used = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            assertThat(code.length(symbol) > 0).isEqualTo(counts[symbol] > 0);
            assertThat(code.length(symbol)).isLessThanOrEqualTo(limit);
            used += counts[symbol] > 0 ? 1 : 0;
            room += code.length(symbol) > 0 ? 1L << (limit - code.length(symbol)) : 0;
            for (int other = 0; other < symbol; other++) {
                assertThat(counts[other] <= counts[symbol]
                                || code.length(other) <= code.length(symbol)
                                || counts[symbol] == 0)
                        .as("what is there more often has no longer word")
                        .isTrue();
            }
        }
        assertThat(room).isEqualTo(used == 0 ? 0 : used == 1 ? 1L << (limit - 1) : 1L << limit);
    }

    private static int voxel(Random random, int level, int noise) {
        return (level + (int) (noise * random.nextGaussian())) & 0xffff;
    }

    private static byte[] content(Random random, int length, int bits, int run) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; ) {
            int end = Math.min(length, i + 1 + random.nextInt(run));
            int kind = random.nextInt(3);
            byte one = (byte) random.nextInt(1 << bits);
            int back = 1 + random.nextInt(random.nextBoolean() ? 40_000 : 20);
            for (; i < end; i++) {
                boolean repeats = kind == 1 && i >= back;
                content[i] = kind == 0 ? one : repeats ? content[i - back] : (byte) random.nextInt(1 << bits);
            }
        }
        return content;
    }

    private static void shuffle(byte[] content, Random random) {
        for (int i = content.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte other = content[i];
            content[i] = content[j];
            content[j] = other;
        }
    }

    /** Returns how many bytes it took. */
    private static int assertInflates(byte[] content) {
        BlockDeflater deflater = new BlockDeflater();
        int n = deflater.deflate(content, 0, content.length);
        assertThat(n).isLessThanOrEqualTo(content.length + 5);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflater.deflated(), 0, n);
            byte[] inflated = new byte[content.length + 1];
            int back = inflater.inflate(inflated);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            assertThat(Arrays.copyOf(inflated, back)).isEqualTo(content);
            return n;
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
