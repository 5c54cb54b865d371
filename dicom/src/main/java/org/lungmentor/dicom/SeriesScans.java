package org.lungmentor.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The scans of one series. Slices of one size, orientation and frame of reference are one group; a group of at least ten
 * slices is a scan, smaller ones beside it are strays. Where slices share positions, a group is parted by acquisition
 * number, else by temporal position, else by content time, if that leaves no position twice; so are the frames of one file.
 *
 * @param scans each the slices of one scan; where no group has ten slices, the one group that there is, or all slices
 *     together: {@link StackCheck} and {@link #isOneGeometry} then refuse them
 * @param strays slices of the groups that are too small
 * @param duplicates files that repeat a SOP instance, by the slice that was kept; whether their pixels are equal is seen
 *     when they are read
 */
public record SeriesScans(List<List<SliceHeader>> scans, List<SliceHeader> strays, List<SliceHeader> duplicates) {
    private static final int SMALLEST_SCAN = 10;
    private static final double SAME_COSINE = 1e-3;
    private static final double SAME_POSITION_MM = 0.01;
    private static final Comparator<String> SHORT_NUMBERS_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** Copies the lists. */
    public SeriesScans {
        scans = List.copyOf(scans);
        strays = List.copyOf(strays);
        duplicates = List.copyOf(duplicates);
    }

    /** @param series slices of one study and series, in any order; the result does not depend on it */
    public static SeriesScans of(List<SliceHeader> series) {
        List<SliceHeader> ordered = new ArrayList<>(series);
        ordered.sort(Comparator.comparing(SliceHeader::sopInstanceUid)
                .thenComparing(SliceHeader::path)
                .thenComparing(SliceHeader::frame));
        List<SliceHeader> unique = new ArrayList<>();
        List<SliceHeader> duplicates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SliceHeader slice : ordered) {
            boolean first = slice.sopInstanceUid().isEmpty() || seen.add(slice.sopInstanceUid() + "/" + slice.frame());
            (first ? unique : duplicates).add(slice);
        }
        List<List<SliceHeader>> groups = new ArrayList<>();
        for (SliceHeader slice : unique) {
            groups.stream()
                    .filter(g -> isSameGeometry(g.get(0), slice))
                    .findFirst()
                    .orElseGet(() -> added(groups))
                    .add(slice);
        }
        List<List<SliceHeader>> scans = new ArrayList<>();
        List<SliceHeader> strays = new ArrayList<>();
        if (groups.size() > 1 && groups.stream().noneMatch(g -> g.size() >= SMALLEST_SCAN)) {
            scans.add(unique);
        } else {
            for (List<SliceHeader> group : groups) {
                if (groups.size() == 1 || group.size() >= SMALLEST_SCAN) {
                    scans.addAll(parted(group));
                } else {
                    strays.addAll(group);
                }
            }
        }
        return new SeriesScans(scans, strays, duplicates);
    }

    /** Whether all slices have one size, orientation and frame of reference. */
    public static boolean isOneGeometry(List<SliceHeader> slices) {
        return slices.stream().allMatch(s -> isSameGeometry(slices.get(0), s));
    }

    private static List<SliceHeader> added(List<List<SliceHeader>> groups) {
        List<SliceHeader> fresh = new ArrayList<>();
        groups.add(fresh);
        return fresh;
    }

    private static boolean isSameGeometry(SliceHeader a, SliceHeader b) {
        if (a.rows() != b.rows()
                || a.columns() != b.columns()
                || a.rowSpacingMm() != b.rowSpacingMm()
                || a.columnSpacingMm() != b.columnSpacingMm()
                || !a.frameOfReferenceUid().equals(b.frameOfReferenceUid())
                || a.orientation().size() != b.orientation().size()) {
            return false;
        }
        for (int i = 0; i < a.orientation().size(); i++) {
            if (Math.abs(a.orientation().get(i) - b.orientation().get(i)) > SAME_COSINE) {
                return false;
            }
        }
        return true;
    }

    private static List<List<SliceHeader>> parted(List<SliceHeader> group) {
        if (!hasSharedPositions(group)) {
            return List.of(group);
        }
        for (Function<SliceHeader, String> by : List.<Function<SliceHeader, String>>of(
                s -> s.order().acquisitionNumber(), s -> s.order().temporalPosition())) {
            List<List<SliceHeader>> parts = partedBy(group, by);
            if (parts.size() > 1 && parts.stream().noneMatch(SeriesScans::hasSharedPositions)) {
                return parts;
            }
        }
        List<List<SliceHeader>> byTime = partedBy(group, s -> s.order().contentTime());
        int size = byTime.get(0).size();
        boolean equalStacks = byTime.size() > 1
                && byTime.stream().allMatch(p -> p.size() == size && p.size() > 1 && !hasSharedPositions(p));
        return equalStacks ? byTime : List.of(group); // one that stays as it is will be refused
    }

    private static List<List<SliceHeader>> partedBy(List<SliceHeader> group, Function<SliceHeader, String> by) {
        Map<String, List<SliceHeader>> parts = new TreeMap<>(SHORT_NUMBERS_FIRST);
        for (SliceHeader slice : group) {
            parts.computeIfAbsent(by.apply(slice), k -> new ArrayList<>()).add(slice);
        }
        return new ArrayList<>(parts.values());
    }

    private static boolean hasSharedPositions(List<SliceHeader> group) {
        return group.get(0)
                .normal()
                .map(normal -> {
                    double[] at = group.stream()
                            .mapToDouble(s -> s.along(normal))
                            .sorted()
                            .toArray();
                    for (int i = 1; i < at.length; i++) {
                        if (at[i] - at[i - 1] < SAME_POSITION_MM) {
                            return true;
                        }
                    }
                    return false;
                })
                .orElse(false);
    }
}
