package org.lungmentor.dicom;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.lungmentor.dicom.codec.PixelFormat;

/**
 * What one frame of an image file says of itself, without its pixels. Lengths and positions in mm in DICOM's patient
 * coordinates (LPS: x to the patient's left, y to the back, z to the head).
 *
 * @param path where the file lies
 * @param frame the frame's number within the file, from 0
 * @param sopInstanceUid of the file
 * @param patientId as found, empty if there is none
 * @param studyUid with {@code seriesUid} the series
 * @param seriesUid with {@code studyUid} the series
 * @param frameOfReferenceUid empty if there is none
 * @param rows pixels along a column
 * @param columns pixels along a row
 * @param orientation direction cosines of a row (three) and of a column (three); empty if the file has none
 * @param position centre of the first pixel; empty if the file has none
 * @param rowSpacingMm distance of neighbouring rows
 * @param columnSpacingMm distance of neighbouring columns
 * @param pixels how pixels are stored
 * @param transform what makes Hounsfield units of them
 * @param order what tells slices of one position apart
 * @param studyDate as found, YYYYMMDD, empty if there is none
 * @param seriesTime as found, empty if there is none
 * @param lossy whether the image was once compressed with loss
 */
public record SliceHeader(
        String path,
        int frame,
        String sopInstanceUid,
        String patientId,
        String studyUid,
        String seriesUid,
        String frameOfReferenceUid,
        int rows,
        int columns,
        List<Double> orientation,
        List<Double> position,
        double rowSpacingMm,
        double columnSpacingMm,
        PixelFormat pixels,
        ValueTransform transform,
        AcquisitionOrder order,
        String studyDate,
        String seriesTime,
        boolean lossy)
        implements Serializable {

    /**
     * What tells apart slices that lie at one position, in the order in which it is asked.
     *
     * @param acquisitionNumber empty if there is none
     * @param temporalPosition empty if there is none
     * @param contentTime of a frame its acquisition's date and time; empty if there is none
     */
    public record AcquisitionOrder(String acquisitionNumber, String temporalPosition, String contentTime)
            implements Serializable {}

    /** The series: study and series UID. */
    public String seriesKey() {
        return studyUid + "/" + seriesUid;
    }

    /** Unit normal of the slice, row cosines x column cosines; empty without a usable orientation. */
    public Optional<double[]> normal() {
        if (orientation.size() != 6) {
            return Optional.empty();
        }
        double[] r = direction(0);
        double[] c = direction(3);
        double[] n = {r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]};
        boolean right = isNear(1, dot(r, r)) && isNear(1, dot(c, c)) && isNear(0, dot(r, c));
        if (!right) { // not at a right angle, or no unit vectors: the grid would be sheared
            return Optional.empty();
        }
        double length = Math.sqrt(dot(n, n));
        return Optional.of(new double[] {n[0] / length, n[1] / length, n[2] / length});
    }

    /** Cosines may be rounded to two decimals. */
    private static boolean isNear(double due, double found) {
        return Math.abs(found - due) <= 0.02;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Position along the normal, in mm; NaN without orientation or position. */
    public double along(double[] normal) {
        if (position.size() != 3) {
            return Double.NaN;
        }
        return dot(new double[] {position.get(0), position.get(1), position.get(2)}, normal);
    }

    /** Row cosines at 0, column cosines at 3. */
    double[] direction(int from) {
        return new double[] {orientation.get(from), orientation.get(from + 1), orientation.get(from + 2)};
    }
}
