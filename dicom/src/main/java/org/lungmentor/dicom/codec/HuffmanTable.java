package org.lungmentor.dicom.codec;

/**
 * A Huffman table of JPEG (T.81 C and F.2.2.3). Codes of one length follow one another: a code is found by its length's
 * first and last.
 *
 * @param first smallest code of each length, 1 to 16
 * @param last largest code of each length; -1 where there is none
 * @param offset where the values of a length begin
 * @param values what the codes stand for
 */
record HuffmanTable(int[] first, int[] last, int[] offset, byte[] values) {
    /** Four tables without a code. */
    static HuffmanTable[] none() {
        int[] noCode = new int[17];
        java.util.Arrays.fill(noCode, -1);
        HuffmanTable empty = new HuffmanTable(new int[17], noCode, new int[17], new byte[0]);
        return new HuffmanTable[] {empty, empty, empty, empty};
    }

    /** The tables of a segment, each to its place among those for DC or AC coefficients. */
    static void readAll(JpegSegments segment, HuffmanTable[] dc, HuffmanTable[] ac) {
        int at = 0;
        while (at < segment.length()) {
            int place = segment.unsignedByte(at);
            int[] first = new int[17];
            int[] last = new int[17];
            int[] offset = new int[17];
            int code = 0;
            int count = 0;
            for (int length = 1; length <= 16; length++) {
                int codes = segment.unsignedByte(at + length);
                first[length] = code;
                last[length] = codes == 0 ? -1 : code + codes - 1;
                offset[length] = count;
                count += codes;
                code = (code + codes) << 1;
            }
            byte[] values = new byte[count];
            for (int i = 0; i < count; i++) {
                values[i] = (byte) segment.unsignedByte(at + 17 + i);
            }
            (place >> 4 == 0 ? dc : ac)[place & 3] = new HuffmanTable(first, last, offset, values);
            at += 17 + count;
        }
    }
}
