package org.lungmentor.jobs;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders cases so that no large one is begun when all others have ended. */
final class LongestFirst {
    /** Asking storage for more sizes than this would cost more than the order gains. */
    private static final int MOST_QUESTIONS = 5000;

    private LongestFirst() {}

    /** By total size of the inputs, largest first, then by name; as they came where there are very many inputs. */
    static List<Case> order(List<Case> cases, Storage storage) {
        long inputs = cases.stream()
                .flatMap(one -> one.inputs().values().stream())
                .mapToLong(List::size)
                .sum();
        if (inputs > MOST_QUESTIONS) {
            return cases;
        }
        Map<String, Long> sizes = new HashMap<>();
        for (Case one : cases) {
            sizes.put(one.name(), size(one, storage));
        }
        return cases.stream()
                .sorted(Comparator.comparing((Case one) -> sizes.get(one.name()))
                        .reversed()
                        .thenComparing(Case::name))
                .toList();
    }

    private static long size(Case one, Storage storage) {
        long size = 0;
        for (List<String> paths : one.inputs().values()) {
            for (String path : paths) {
                try {
                    size += storage.find(path).map(StoredFile::size).orElse(0L);
                } catch (IOException e) {
                    // Whoever reads the file says so; the order does not matter that much.
                    return size;
                }
            }
        }
        return size;
    }
}
