package org.lungmentor.train.trainer;

/**
 * Which epoch was best, and what follows when none has been better for a while. A teacher stops; a student's learning rate falls
 * once, and it stops when that has not helped for as long again (thesis, sections 3.4.2 and 3.4.3).
 *
 * @param bestEpoch from 1; 0: none yet
 * @param best what is compared, smaller is better
 * @param waited epochs since the best one, or since the rate fell
 * @param lowered whether the rate has fallen
 */
record Patience(int bestEpoch, double best, int waited, boolean lowered) {
    /** Before the first epoch. */
    static final Patience FRESH = new Patience(0, Double.POSITIVE_INFINITY, 0, false);

    /** After an epoch whose value (smaller is better) is this. */
    Patience after(int epoch, double value) {
        return value < best
                ? new Patience(epoch, value, 0, lowered)
                : new Patience(bestEpoch, best, waited + 1, lowered);
    }

    /** With the rate fallen and the wait begun anew. */
    Patience lower() {
        return new Patience(bestEpoch, best, 0, true);
    }

    /** Whether the wait is over. */
    boolean exhausted(int limit) {
        return waited >= limit;
    }
}
