package org.lungmentor.evaluate;

/**
 * How well tumours were found, by counts of one case or summed over cases (pooled).
 *
 * @param tp predicted components that are true positives
 * @param fp predicted components that are not
 * @param fn truth components not found
 * @param found truth components found
 */
record Detection(long tp, long fp, long fn, long found) {
    /** The counts of one case. */
    static Detection of(CaseFigures f) {
        return new Detection(f.tp(), f.fp(), f.fn(), f.found());
    }

    /** Counts summed. */
    Detection plus(Detection other) {
        return new Detection(tp + other.tp, fp + other.fp, fn + other.fn, found + other.found);
    }

    private boolean nothing() {
        return tp + fp + fn + found == 0;
    }

    /** TP/(TP+FP); 1 where there is neither truth nor prediction. */
    double precision() {
        return nothing() ? 1 : ratio(tp, tp + fp);
    }

    /** Found truth components by all of them; 1 where there is neither truth nor prediction. */
    double recall() {
        return nothing() ? 1 : ratio(found, found + fn);
    }

    /** Harmonic mean of precision and recall. */
    double f1() {
        double p = precision();
        double r = recall();
        return p + r == 0 ? 0 : 2 * p * r / (p + r);
    }

    /** Equation 3.1 of the thesis: two pieces that hit one tumour count twice. */
    double f1Thesis() {
        return nothing() ? 1 : ratio(2 * tp, 2 * tp + fp + fn);
    }

    private static double ratio(long a, long b) {
        return b == 0 ? 0 : (double) a / b;
    }
}
