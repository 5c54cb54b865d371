package org.lungmentor.jobs;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One unit of work, before anything of it is read.
 *
 * @param name the case's name, also the stem of its output files
 * @param patient whom it belongs to; what comes from one patient is never parted by a split
 * @param group patients tied together (they share slices); the patient itself where nothing ties it
 * @param inputs role ({@code image}, {@code box}, {@code slices}, ...) to the paths that play it, any Hadoop path
 */
public record Case(String name, String patient, String group, SortedMap<String, List<String>> inputs)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Copies the inputs. */
    public Case {
        TreeMap<String, List<String>> copy = new TreeMap<>();
        inputs.forEach((role, paths) -> copy.put(role, List.copyOf(paths)));
        inputs = Collections.unmodifiableSortedMap(copy);
    }

    /** The same case with this one file in the role. */
    public Case with(String role, String path) {
        TreeMap<String, List<String>> more = new TreeMap<>(inputs);
        more.put(role, List.of(path));
        return new Case(name, patient, group, more);
    }

    /** The same case with these roles alone, as far as it has them. */
    public Case only(Set<String> roles) {
        TreeMap<String, List<String>> fewer = new TreeMap<>(inputs);
        fewer.keySet().retainAll(roles);
        return new Case(name, patient, group, fewer);
    }

    /** Whether any path plays the role. */
    public boolean has(String role) {
        return inputs.containsKey(role);
    }

    /**
     * The one path that plays the role.
     *
     * @throws IllegalArgumentException if there are none or several
     */
    public String path(String role) {
        List<String> paths = inputs.getOrDefault(role, List.of());
        if (paths.size() != 1) {
            throw new IllegalArgumentException("Case " + name + " has " + paths.size() + " files as " + role);
        }
        return paths.get(0);
    }
}
