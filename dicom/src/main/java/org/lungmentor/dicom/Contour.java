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
     * Three coordinates a point. Empty if there are fewer than three points, a coordinate that is no finite number, a
     * number of them that three does not divide, or fewer than the contour promises (the data was cut off).
     */
    public Optional<double[]> points() {
        String[] parts =
                new String(data, StandardCharsets.ISO_8859_1).replace('\0', ' ').split("\\\\", -1);
        if (parts.length < 9 || parts.length % 3 != 0 || (declaredPoints > 0 && parts.length < 3L * declaredPoints)) {
            return Optional.empty();
        }
        double[] points = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                points[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException notOne) {
                return Optional.empty();
            }
            if (!Double.isFinite(points[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(points);
    }
}
