package org.lungmentor.dicom;

/** Value representations (PS3.5 6.2): how an element's bytes are read, and how its length is written. */
enum Vr {
    AE(false),
    AS(false),
    AT(false),
    CS(false),
    DA(false),
    DS(false),
    DT(false),
    FD(false),
    FL(false),
    IS(false),
    LO(false),
    LT(false),
    OB(true),
    OD(true),
    OF(true),
    OL(true),
    OV(true),
    OW(true),
    PN(false),
    SH(false),
    SL(false),
    SQ(true),
    SS(false),
    ST(false),
    SV(true),
    TM(false),
    UC(true),
    UI(false),
    UL(false),
    UN(true),
    UR(true),
    US(false),
    UT(true),
    UV(true);

    private final boolean longLength;

    Vr(boolean longLength) {
        this.longLength = longLength;
    }

    /** Whether two reserved bytes and a 32-bit length follow in explicit syntaxes (PS3.5 7.1.2). */
    boolean hasLongLength() {
        return longLength;
    }

    /** The representation of two letters; UN for letters that the standard does not know (PS3.5 6.2: future ones). */
    static Vr of(int first, int second) {
        for (Vr vr : VALUES) {
            if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
                return vr;
            }
        }
        return UN;
    }

    /** Whether the two bytes name a representation of the standard. */
    static boolean isKnown(int first, int second) {
        return of(first, second) != UN || (first == 'U' && second == 'N');
    }

    private static final Vr[] VALUES = values();
}
