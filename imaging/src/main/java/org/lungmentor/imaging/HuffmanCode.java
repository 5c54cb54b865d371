package org.lungmentor.imaging;

import java.util.Arrays;

/**
 * A prefix code that gives short words to symbols that are often there, none longer than a limit (RFC 1951 3.2.2): in the
 * order of lengths, and within one length of symbols, words count upwards, so that the lengths alone tell the code.
 */
final class HuffmanCode {
    private static final int LONGEST = 15;
    private static final int SYMBOL_BITS = 9; // deflate has at most 288 symbols

    private final int[] lengths;
    private final int[] words;

    /**
     * @param counts how often each symbol is there; those of 0 get no word
     * @param limit the longest word in bits, at most 15, and enough for as many symbols as there are
     */
    HuffmanCode(int[] counts, int limit) {
        this.lengths = lengths(counts, limit);
        this.words = words(lengths);
    }

    /** Bits of a symbol's word; 0 if it has none. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** A symbol's word, its first bit lowest: as deflate packs it. */
    int word(int symbol) {
        return words[symbol];
    }

    /** One more than the last symbol that has a word; 0 if none has. */
    int size() {
        int size = lengths.length;
        while (size > 0 && lengths[size - 1] == 0) {
            size--;
        }
        return size;
    }

    private static int[] lengths(int[] counts, int limit) {
        long[] rarestFirst = new long[counts.length]; // count, then symbol
        int n = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                rarestFirst[n++] = (long) counts[symbol] << SYMBOL_BITS | symbol;
            }
        }
        Arrays.sort(rarestFirst, 0, n);
        int[] ofLength = n == 1 ? new int[] {0, 1} : limited(depths(rarestFirst, n), limit);
        int[] lengths = new int[counts.length];
        for (int length = 1, i = n - 1; i >= 0; length++) {
            for (int k = ofLength[length]; k > 0; k--) {
                lengths[(int) rarestFirst[i--] & ((1 << SYMBOL_BITS) - 1)] = length;
            }
        }
        return lengths;
    }

    /** How many leaves of Huffman's tree lie at each depth. */
    private static int[] depths(long[] rarestFirst, int n) {
        long[] weight =
                new long[Math.max(0, 2 * n - 1)]; // leaves, then inner nodes as they are made, both lightest first
        int[] parent = new int[weight.length];
        for (int i = 0; i < n; i++) {
            weight[i] = rarestFirst[i] >>> SYMBOL_BITS;
        }
        int leaf = 0;
        int inner = n;
        for (int made = n; made < weight.length; made++) {
            for (int child = 0; child < 2; child++) {
                boolean takesLeaf = leaf < n && (inner == made || weight[leaf] <= weight[inner]);
                int taken = takesLeaf ? leaf++ : inner++;
                weight[made] += weight[taken];
                parent[taken] = made;
            }
        }
        int[] depth = new int[weight.length];
        int[] leaves = new int[n + 1];
        for (int i = weight.length - 2; i >= 0; i--) {
            depth[i] = depth[parent[i]] + 1;
            if (i < n) {
                leaves[depth[i]]++;
            }
        }
        return leaves;
    }

    /** The same number of leaves with none below the limit: what is too deep is lifted, and others make room for it. */
    private static int[] limited(int[] leaves, int limit) {
        int[] ofLength = new int[Math.max(limit, leaves.length) + 1];
        for (int depth = 1; depth < leaves.length; depth++) {
            ofLength[Math.min(depth, limit)] += leaves[depth];
        }
        long taken = 0; // of the room that words of the limit's length have
        for (int length = 1; length <= limit; length++) {
            taken += (long) ofLength[length] << (limit - length);
        }
        for (; taken > 1L << limit; taken--) {
            int shorter = limit - 1;
            while (ofLength[shorter] == 0) {
                shorter--;
            }
            ofLength[limit]--;
            ofLength[shorter]--;
            ofLength[shorter + 1] += 2;
        }
        return ofLength;
    }

    private static int[] words(int[] lengths) {
        int[] next = new int[LONGEST + 2];
        for (int length : lengths) {
            next[length + 1] += length > 0 ? 1 : 0;
        }
        for (int length = 1; length <= LONGEST; length++) {
            next[length] = (next[length] + next[length - 1]) << 1;
        }
        int[] words = new int[lengths.length];
        for (int symbol = 0; symbol < words.length; symbol++) {
            if (lengths[symbol] > 0) {
                words[symbol] = Integer.reverse(next[lengths[symbol]]++) >>> (Integer.SIZE - lengths[symbol]);
            }
        }
        return words;
    }
}
