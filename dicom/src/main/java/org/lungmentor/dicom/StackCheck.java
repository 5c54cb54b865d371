package org.lungmentor.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Whether slices of one size and orientation make one volume: ordered by position along their normal (never by file name or
 * instance number), no position twice, none missing, evenly spaced, and not sheared by a tilted gantry.
 */
public final class StackCheck {
    private static final double SAME_POSITION_MM = 0.01;
    private static final double MAX_TILT_DEGREES = 0.1;
    private static final int NAMED = 5;

    private StackCheck() {}

    /**
     * @param slices in any order, of one size and orientation
     * @throws CaseRefused {@code bad-dicom} (no position or orientation), {@code single-slice},
     *     {@code duplicate-position}, {@code gantry-tilt}, {@code missing-slice}, {@code uneven-spacing}
     */
    public static SliceStack stack(List<SliceHeader> slices) {
        if (slices.size() < 2) {
            throw new CaseRefused(Reason.SINGLE_SLICE, "The series has one slice; a volume needs at least two.");
        }
        double[] normal = slices.get(0).normal().orElseThrow(StackCheck::noPlace);
        for (SliceHeader slice : slices) {
            if (Double.isNaN(slice.along(normal))) {
                throw noPlace();
            }
        }
        List<SliceHeader> ordered = new ArrayList<>(slices);
        ordered.sort(Comparator.comparingDouble((SliceHeader s) -> s.along(normal))
                .thenComparing(SliceHeader::sopInstanceUid)
                .thenComparing(SliceHeader::path)
                .thenComparing(SliceHeader::frame));
        double[] at = ordered.stream().mapToDouble(s -> s.along(normal)).toArray();
        refuseDuplicates(at);
        refuseTilt(ordered, normal);
        refuseShifted(ordered, at);
        refuseGaps(at);
        return new SliceStack(ordered, (at[at.length - 1] - at[0]) / (at.length - 1));
    }

    private static CaseRefused noPlace() {
        return new CaseRefused(
                Reason.BAD_DICOM,
                "A slice has no usable ImagePositionPatient (0020,0032) or ImageOrientationPatient (0020,0037): its"
                        + " place is unknown.");
    }

    private static void refuseDuplicates(double[] at) {
        for (int i = 1; i < at.length; i++) {
            if (at[i] - at[i - 1] < SAME_POSITION_MM) {
                throw new CaseRefused(
                        Reason.DUPLICATE_POSITION,
                        String.format(
                                Locale.ROOT,
                                "Two different slices lie at %.2f mm along the normal, and neither acquisition number,"
                                        + " temporal position nor content time parts them: leave one of them out.",
                                at[i]));
            }
        }
    }

    private static void refuseTilt(List<SliceHeader> ordered, double[] normal) {
        List<Double> a = ordered.get(0).position();
        List<Double> b = ordered.get(ordered.size() - 1).position();
        double[] line = {b.get(0) - a.get(0), b.get(1) - a.get(1), b.get(2) - a.get(2)};
        double along = line[0] * normal[0] + line[1] * normal[1] + line[2] * normal[2];
        double length2 = line[0] * line[0] + line[1] * line[1] + line[2] * line[2];
        double across = Math.sqrt(Math.max(0, length2 - along * along));
        double degrees = Math.toDegrees(Math.atan2(across, along));
        if (degrees > MAX_TILT_DEGREES) {
            throw new CaseRefused(
                    Reason.GANTRY_TILT,
                    String.format(
                            Locale.ROOT,
                            "The slices' positions leave their normal by %.1f degrees (tilted gantry): resample the"
                                    + " series to an upright grid first.",
                            degrees));
        }
    }

    /** A slice beside the line from the first to the last by more than half a pixel would come out at a wrong place. */
    private static void refuseShifted(List<SliceHeader> ordered, double[] at) {
        SliceHeader first = ordered.get(0);
        List<Double> a = first.position();
        List<Double> b = ordered.get(ordered.size() - 1).position();
        double tolerance = Math.min(first.rowSpacingMm(), first.columnSpacingMm()) / 2;
        for (int i = 0; i < at.length; i++) {
            double share = (at[i] - at[0]) / (at[at.length - 1] - at[0]);
            double beside2 = 0;
            for (int axis = 0; axis < 3; axis++) {
                double due = a.get(axis) + share * (b.get(axis) - a.get(axis));
                double off = ordered.get(i).position().get(axis) - due;
                beside2 += off * off;
            }
            if (beside2 > tolerance * tolerance) {
                throw new CaseRefused(
                        Reason.UNEVEN_SPACING,
                        String.format(
                                Locale.ROOT,
                                "The slice at %.2f mm along the normal lies %.2f mm beside the line of the others: the"
                                        + " series is no upright stack.",
                                at[i],
                                Math.sqrt(beside2)));
            }
        }
    }

    private static void refuseGaps(double[] at) {
        double[] gaps = new double[at.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = at[i + 1] - at[i];
        }
        double median = median(gaps);
        double tolerance = areTenths(at) ? Math.max(0.1, 0.01 * median) : Math.max(0.01, 0.01 * median);
        tolerance += 1e-6; // decimal strings, subtracted
        List<String> missing = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < gaps.length; i++) {
            if (Math.abs(gaps[i] - median) <= tolerance) {
                continue;
            }
            long steps = Math.round(gaps[i] / median);
            if (steps < 2 || Math.abs(gaps[i] / steps - median) > tolerance) {
                throw new CaseRefused(
                        Reason.UNEVEN_SPACING,
                        String.format(
                                Locale.ROOT,
                                "Slices at %.2f and %.2f mm are %.3f mm apart where %.3f mm is usual: the series is"
                                        + " not evenly spaced.",
                                at[i],
                                at[i + 1],
                                gaps[i],
                                median));
            }
            count += steps - 1;
            for (long step = 1; step < steps && missing.size() < NAMED; step++) {
                missing.add(String.format(Locale.ROOT, "%.2f", at[i] + step * gaps[i] / steps));
            }
        }
        if (count > 0) {
            String more = count > NAMED ? " and " + (count - NAMED) + " more" : "";
            throw new CaseRefused(
                    Reason.MISSING_SLICE,
                    "Of a series with slices every " + String.format(Locale.ROOT, "%.2f", median) + " mm, " + count
                            + (count == 1 ? " is" : " are") + " missing: at " + String.join(", ", missing) + more
                            + " mm along the normal. Fetch the series again.");
        }
    }

    private static double median(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Whether the positions were rounded to tenths of a millimetre; gaps may then differ by one tenth. */
    private static boolean areTenths(double[] at) {
        for (double position : at) {
            if (Math.abs(10 * position - Math.rint(10 * position)) > 1e-6) {
                return false;
            }
        }
        return true;
    }
}
