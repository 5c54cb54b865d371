package org.lungmentor.train.weights;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What imported weights were trained on.
 *
 * @param name of the program that they come from; empty: nobody says
 * @param xyz whether its volumes are in x, y, z order: the three kernel axes of the weights are then reversed, for ours are z, y, x
 * @param preprocessing settings that scans are to be preprocessed by, as a model file has them; empty: nobody says
 */
public record ImportRecipe(String name, boolean xyz, SortedMap<String, String> preprocessing) {
    /** Copies the map. */
    public ImportRecipe {
        preprocessing = Collections.unmodifiableSortedMap(new TreeMap<>(preprocessing));
    }

    /** Only the order of axes is known. */
    public static ImportRecipe axes(boolean xyz) {
        return new ImportRecipe("", xyz, new TreeMap<>());
    }
}
