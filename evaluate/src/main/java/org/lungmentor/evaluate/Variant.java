package org.lungmentor.evaluate;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** Which mask of a case is judged: a block of rows in the tables. */
enum Variant {
    /** The prediction as it is. */
    PREDICTION,
    /** The prediction reduced to its largest component (thesis: "w/post"). */
    POST,
    /** The box taken as a mask: what a teacher is given, and has to improve on. */
    BOX;

    /** Whether it is post-processed. */
    boolean post() {
        return this == POST;
    }

    /** What a table calls it: the model's name, or {@code box}. */
    String label(String model) {
        return this == BOX ? "box" : model;
    }

    /** The figure's name in a case's ledger row, {@code post.dsc}. */
    String key(Figure figure) {
        return prefix() + figure.key();
    }

    /** Before the figure's own name in a ledger row. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT) + ".";
    }

    /** Reads a figure from a case's ledger row. */
    OptionalDouble figure(SortedMap<String, Double> figures, Figure figure) {
        Double value = figures.get(key(figure));
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Whether a case's ledger row judges this mask. */
    boolean isIn(SortedMap<String, Double> figures) {
        return figures.containsKey(key(Figure.DSC));
    }
}
