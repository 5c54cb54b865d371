package org.lungmentor.ingest;

import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Groups of patients that share slices, so that no split parts them: each is known by its first patient's name. */
final class TiedPatients {
    private final SortedMap<String, String> parent = new TreeMap<>();

    /** All of these are one group. */
    void tie(Iterable<String> patients) {
        String first = "";
        for (String patient : patients) {
            first = first.isEmpty() ? root(patient) : join(first, root(patient));
        }
    }

    /** The group of a patient: the patient itself where nothing ties it. */
    String groupOf(String patient) {
        return root(patient);
    }

    /** Every group of several patients: its name to their names. */
    SortedMap<String, SortedSet<String>> groups() {
        SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
        parent.keySet().forEach(p -> groups.computeIfAbsent(root(p), g -> new TreeSet<>(Set.of(g)))
                .add(p));
        return groups;
    }

    private String join(String a, String b) {
        String low = a.compareTo(b) <= 0 ? a : b;
        if (!a.equals(b)) {
            parent.put(low.equals(a) ? b : a, low);
        }
        return low;
    }

    private String root(String patient) {
        String at = patient;
        for (String up = parent.getOrDefault(at, at); !up.equals(at); up = parent.getOrDefault(at, at)) {
            at = up;
        }
        return at;
    }
}
