package org.lungmentor.dicom;

/**
 * What the first eight bytes of a data set tell. Older files have no preamble and no file meta information: whether they are
 * DICOM at all, and how they are encoded, shows in their first element alone.
 */
final class FirstElement {
    private static final int LONGEST = 1024; // the values that stand first are short ones

    private FirstElement() {}

    /** Whether the bytes begin with an element of group 0002 or 0008, in any plain syntax. */
    static boolean isPlausible(byte[] b) {
        if (b.length < 8) {
            return false;
        }
        boolean big = b[0] == 0;
        int group = number(b, 0, big);
        int element = number(b, 2, big);
        if ((group != 0x0002 && group != 0x0008) || element > 0x0100) {
            return false;
        }
        if (Vr.isKnown(b[4], b[5])) {
            Vr vr = Vr.of(b[4], b[5]);
            return vr.hasLongLength() ? b[6] == 0 && b[7] == 0 : number(b, 6, big) <= LONGEST;
        }
        return !big && number(b, 6, false) == 0 && number(b, 4, false) <= LONGEST;
    }

    /** The syntax of a data set without file meta information (PS3.10 asks for one; PS3.5 A.1 names the default). */
    static TransferSyntax guess(byte[] b) {
        if (b.length < 8 || !Vr.isKnown(b[4], b[5])) {
            return TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        }
        return b[0] == 0 ? TransferSyntax.EXPLICIT_BIG_ENDIAN : TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    }

    private static int number(byte[] b, int at, boolean big) {
        int first = b[at] & 0xff;
        int second = b[at + 1] & 0xff;
        return big ? first << 8 | second : second << 8 | first;
    }
}
