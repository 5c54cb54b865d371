package org.lungmentor.dicom;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One contour of an ROI (PS3.3 C.8.8.6): a closed path, or something else that is no area.
 *
 * @param type Contour Geometric Type, upper case, empty if there is none
 * @param declaredPoints Number of Contour Points; -1 if there is none
 * @param data Contour Data as it stands in the file: x, y, z of each point in LPS mm, parted by backslashes
 */
public record Contour(String type, int declaredPoints, byte[] data) {
    private static final int MOST_NUMBERS = 3_000_000; // a million points
    private static final double FARTHEST_MM = 1e6;

    /** A closed contour of points, three coordinates each in LPS mm, written with two decimals. */
    public static Contour closed(double[] points) {
        StringBuilder text = new StringBuilder();
        for (double coordinate : points) {
            text.append(text.length() == 0 ? "" : "\\").append(String.format(Locale.ROOT, "%.2f", coordinate));
        }
        return new Contour("CLOSED_PLANAR", points.length / 3, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether it encloses an area; a keyhole path is one, CLOSEDPLANAR_XOR too. */
    public boolean isClosed() {
        return type.equals("CLOSED_PLANAR") || type.equals("CLOSEDPLANAR_XOR");
    }

    /**
     * Three coordinates a point. Empty if there are fewer than three points, a coordinate that is no number or over a kilometre away, a
     * number of them that three does not divide, fewer than the contour promises (the data was cut off), or more than a
     * million points.
     */
    public Optional<double[]> points() {
        int count = 1;
        for (byte b : data) {
            count += b == '\\' ? 1 : 0;
        }
        if (count < 9
                || count > MOST_NUMBERS
                || count % 3 != 0
                || (declaredPoints > 0 && count < 3L * declaredPoints)) {
            return Optional.empty();
        }
        String text = new String(data, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        double[] points = new double[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            int end = text.indexOf('\\', start);
            try {
                points[i] = Double.parseDouble(text.substring(start, end < 0 ? text.length() : end));
            } catch (NumberFormatException notOne) {
                return Optional.empty();
            }
            if (!(Math.abs(points[i]) <= FARTHEST_MM)) {
                return Optional.empty();
            }
            start = end + 1;
        }
        return Optional.of(points);
    }
}
