package org.lungmentor.ingest;

import java.util.SortedMap;
import java.util.TreeMap;

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
