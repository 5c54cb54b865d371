package org.lungmentor.app.demo;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Orientation;

/**
 * One axial slice five times: the CT, and over it the segbox, the mask, the teacher's soft label and the student's mask. As
 * radiologists look at it: the patient's right is on the left, the front is above.
 */
public final class DemoPicture {
    private static final int PIXEL = 4;
    private static final int TITLE = 24;
    private static final double WINDOW_LOW = -1100;
    private static final double WINDOW_HIGH = 300;

    private DemoPicture() {}

    /** Draws a test case of a finished demonstration. */
    public static void draw(Path out, String caseName, Path png) throws IOException {
        String file = caseName + ".nii.gz";
        FloatVolume image = canonical(out.resolve("data/strong/Images").resolve(file));
        FloatVolume truth = canonical(out.resolve("data/strong/Labels").resolve(file));
        List<FloatVolume> overlays = List.of(
                canonical(out.resolve("data/strong/Boxes").resolve(file)),
                truth,
                canonical(out.resolve("masks/teacher/Labels").resolve(file)),
                canonical(out.resolve("masks/student").resolve(file)));
        List<String> titles = List.of("CT", "segbox", "mask", "soft label (teacher)", "student");
        List<Color> colours = List.of(Color.YELLOW, Color.GREEN, Color.ORANGE, Color.CYAN);
        Grid grid = image.grid();
        int z = largestSlice(truth);
        int width = grid.nx() * PIXEL;
        BufferedImage picture =
                new BufferedImage(width * titles.size(), grid.ny() * PIXEL + TITLE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TITLE - 8));
        for (int panel = 0; panel < titles.size(); panel++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    int index = grid.index(x, y, z);
                    Color colour = grey(image.value(index));
                    if (panel > 0) {
                        double share = 0.55
                                * Math.max(
                                        0, Math.min(1, overlays.get(panel - 1).value(index)));
                        colour = mixed(colour, colours.get(panel - 1), share);
                    }
                    graphics.setColor(colour);
                    graphics.fillRect(
                            panel * width + (grid.nx() - 1 - x) * PIXEL,
                            TITLE + (grid.ny() - 1 - y) * PIXEL,
                            PIXEL,
                            PIXEL);
                }
            }
            graphics.setColor(Color.WHITE);
            graphics.drawString(titles.get(panel), panel * width + 6, TITLE - 7);
        }
        graphics.dispose();
        if (!ImageIO.write(picture, "png", png.toFile())) {
            throw new IOException("This Java writes no PNG");
        }
    }

    private static FloatVolume canonical(Path file) throws IOException {
        FloatVolume volume = NiftiReader.read(file).volume().toFloat();
        return Orientation.of(volume.grid().affine()).toCanonical(volume);
    }

    private static int largestSlice(FloatVolume mask) {
        Grid grid = mask.grid();
        int best = 0;
        int most = -1;
        for (int z = 0; z < grid.nz(); z++) {
            int count = 0;
            for (int i = grid.index(0, 0, z); i < grid.index(0, 0, z) + grid.nx() * grid.ny(); i++) {
                count += mask.value(i) >= 0.5f ? 1 : 0;
            }
            if (count > most) {
                most = count;
                best = z;
            }
        }
        return best;
    }

    private static Color grey(double hu) {
        int level = (int) Math.round(255 * Math.max(0, Math.min(1, (hu - WINDOW_LOW) / (WINDOW_HIGH - WINDOW_LOW))));
        return new Color(level, level, level);
    }

    private static Color mixed(Color below, Color above, double share) {
        return new Color(
                (int) Math.round(below.getRed() + share * (above.getRed() - below.getRed())),
                (int) Math.round(below.getGreen() + share * (above.getGreen() - below.getGreen())),
                (int) Math.round(below.getBlue() + share * (above.getBlue() - below.getBlue())));
    }
}
