package org.lungmentor.ingest;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Volume;
import org.lungmentor.imaging.VoxelBox;

/**
 * A picture of a case as radiologists look at it: an axial, a coronal and a sagittal plane through the middle of the largest
 * tumour (without one, of its box; without any, of the image), lengths to scale. In the first two the patient's right is on
 * the left, marked R and L; in the third the front is on the left, marked A and P. Segboxes are outlined yellow, labels green.
 *
 * <p>Drawn pixel by pixel: no fonts and no display are needed, and the same case gives the same bytes.
 */
final class Preview {
    private static final int PANEL = 420; // pixels, the longest side of the longest plane
    private static final int MARGIN = 4;
    private static final double WINDOW_LOW = -1100;
    private static final double WINDOW_HIGH = 300;
    private static final int YELLOW = 0xFFD400;
    private static final int GREEN = 0x30E060;
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0;
    private static final int LETTER_SCALE = 2;

    private final Volume image;
    private final Optional<ByteVolume> box;
    private final Optional<ByteVolume> label;
    private final Grid grid;
    private final ArraySteps steps;
    private final double mmAPixel;

    private Preview(Volume image, Optional<ByteVolume> box, Optional<ByteVolume> label) {
        this.image = image;
        this.box = box;
        this.label = label;
        Orientation orientation = Orientation.of(image.grid().affine());
        this.grid = orientation.canonical(image.grid());
        this.steps = orientation.steps(image.grid());
        this.mmAPixel = Math.max(extentMm(0), Math.max(extentMm(1), extentMm(2))) / PANEL;
    }

    /** One plane: which canonical axes run to the right and down, and against which of them the picture runs. */
    private record Plane(
            int across, boolean acrossBackwards, int down, boolean downBackwards, String left, String right) {}

    private static final List<Plane> PLANES = List.of(
            new Plane(0, true, 1, true, "R", "L"),
            new Plane(0, true, 2, true, "R", "L"),
            new Plane(1, true, 2, true, "A", "P"));

    /** Writes a PNG; image, box and label lie on one grid. */
    static void write(Volume image, Optional<ByteVolume> box, Optional<ByteVolume> label, OutputStream out)
            throws IOException {
        BufferedImage picture = new Preview(image, box, label).draw();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(picture);
        } finally {
            writer.dispose();
        }
    }

    private double extentMm(int axis) {
        return grid.size(axis) * grid.spacingMm()[axis];
    }

    private BufferedImage draw() {
        int width = MARGIN;
        int height = 0;
        for (Plane plane : PLANES) {
            width += pixels(plane.across) + MARGIN;
            height = Math.max(height, pixels(plane.down));
        }
        BufferedImage picture = new BufferedImage(width, height + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        int[] centre = centre();
        int left = MARGIN;
        for (Plane plane : PLANES) {
            draw(plane, centre, picture, left);
            left += pixels(plane.across) + MARGIN;
        }
        return picture;
    }

    private int pixels(int axis) {
        return Math.max(8, (int) Math.round(extentMm(axis) / mmAPixel));
    }

    private void draw(Plane plane, int[] centre, BufferedImage picture, int left) {
        int width = pixels(plane.across);
        int height = pixels(plane.down);
        int[] at = new int[width * height]; // array position of each pixel's voxel
        for (int v = 0; v < height; v++) {
            for (int u = 0; u < width; u++) {
                int[] voxel = centre.clone();
                voxel[plane.across] = voxel(plane.acrossBackwards ? width - 1 - u : u, width, plane.across);
                voxel[plane.down] = voxel(plane.downBackwards ? height - 1 - v : v, height, plane.down);
                at[v * width + u] = steps.at(voxel[0], voxel[1], voxel[2]);
            }
        }
        for (int v = 0; v < height; v++) {
            for (int u = 0; u < width; u++) {
                int colour = grey(image.value(at[v * width + u]));
                colour = box.isPresent() && isEdge(box.get(), at, u, v, width) ? YELLOW : colour;
                colour = label.isPresent() && isEdge(label.get(), at, u, v, width) ? GREEN : colour;
                picture.setRGB(left + u, MARGIN + v, colour);
            }
        }
        letter(plane.left, picture, left + MARGIN, MARGIN + height / 2);
        letter(plane.right, picture, left + width - MARGIN - 5 * LETTER_SCALE, MARGIN + height / 2);
    }

    private int voxel(int pixel, int pixels, int axis) {
        return Math.min(grid.size(axis) - 1, (int) ((pixel + 0.5) * grid.size(axis) / pixels));
    }

    /** A pixel of the mask with a neighbour that is not; the edge of the picture counts as such. */
    private static boolean isEdge(ByteVolume mask, int[] at, int u, int v, int width) {
        int i = v * width + u;
        byte[] in = mask.values();
        if (in[at[i]] == 0) {
            return false;
        }
        return u == 0
                || v == 0
                || u == width - 1
                || i + width >= at.length
                || in[at[i - 1]] == 0
                || in[at[i + 1]] == 0
                || in[at[i - width]] == 0
                || in[at[i + width]] == 0;
    }

    private static int grey(double hu) {
        int level = (int) Math.round(255 * Math.max(0, Math.min(1, (hu - WINDOW_LOW) / (WINDOW_HIGH - WINDOW_LOW))));
        return level << 16 | level << 8 | level;
    }

    private int[] centre() {
        Optional<ByteVolume> mask = label.filter(m -> m.countNonZero() > 0).or(() -> box);
        if (mask.isEmpty() || mask.get().countNonZero() == 0) {
            return new int[] {grid.nx() / 2, grid.ny() / 2, grid.nz() / 2};
        }
        VoxelBox around = Orientation.of(image.grid().affine())
                .canonical(Components.of(mask.get()).bounds(0), image.grid());
        return new int[] {
            (around.x0() + around.x1()) / 2, (around.y0() + around.y1()) / 2, (around.z0() + around.z1()) / 2
        };
    }

    private static void letter(String letter, BufferedImage picture, int left, int top) {
        List<String> rows =
                switch (letter) {
                    case "R" -> List.of("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#");
                    case "L" -> List.of("#....", "#....", "#....", "#....", "#....", "#....", "#####");
                    case "A" -> List.of(".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#");
                    default -> List.of("####.", "#...#", "#...#", "####.", "#....", "#....", "#....");
                };
        for (int v = 0; v < rows.size() * LETTER_SCALE; v++) {
            for (int u = 0; u < 5 * LETTER_SCALE; u++) {
                if (top + v < picture.getHeight() && left + u < picture.getWidth()) {
                    boolean ink = rows.get(v / LETTER_SCALE).charAt(u / LETTER_SCALE) == '#';
                    picture.setRGB(left + u, top + v, ink ? WHITE : BLACK);
                }
            }
        }
    }
}
