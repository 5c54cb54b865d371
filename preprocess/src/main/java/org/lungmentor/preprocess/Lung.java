package org.lungmentor.preprocess;

import java.util.Locale;

/** A lung, by the patient's side. */
public enum Lung {
    /** 1 in lung maps. */
    RIGHT(1),
    /** 2 in lung maps. */
    LEFT(2);

    private final int value;

    Lung(int value) {
        this.value = value;
    }

    /** Its value in lung maps (lungmask's convention). */
    public int value() {
        return value;
    }

    /** {@code right} or {@code left}, as in names of crops. */
    String side() {
        return name().toLowerCase(Locale.ROOT);
    }
}
