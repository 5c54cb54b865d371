package org.lungmentor.app.statistics;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** How many cases of each dataset have tumours of which volume, in one plot (thesis: figure 3.2). */
public final class VolumeHistogram {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final int LEFT = 60;
    private static final int BOTTOM = 60;
    private static final int TOP = 40;
    private static final List<Color> COLOURS = List.of(
            new Color(0x1F77B4),
            new Color(0xFF7F0E),
            new Color(0x2CA02C),
            new Color(0xD62728),
            new Color(0x9467BD),
            new Color(0x8C564B));

    private VolumeHistogram() {}

    /** Writes a PNG. */
    public static void draw(List<DatasetStatistics> datasets, Path png) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        int most = Math.max(
                1,
                datasets.stream()
                        .mapToInt(
                                d -> java.util.Arrays.stream(d.buckets()).max().orElse(0))
                        .max()
                        .orElse(1));
        List<String> names = DatasetStatistics.bucketNames();
        int floor = HEIGHT - BOTTOM;
        double group = (WIDTH - LEFT - 20.0) / names.size();
        double bar = 0.8 * group / datasets.size();
        graphics.setColor(Color.BLACK);
        graphics.drawLine(LEFT, floor, WIDTH - 20, floor);
        graphics.drawString("tumour volume, cm3", WIDTH / 2 - 60, HEIGHT - 15);
        graphics.drawString("cases", 10, TOP);
        for (int b = 0; b < names.size(); b++) {
            graphics.setColor(Color.BLACK);
            graphics.drawString(names.get(b), (int) (LEFT + group * b + 0.2 * group), floor + 20);
            for (int d = 0; d < datasets.size(); d++) {
                int count = datasets.get(d).buckets()[b];
                int height = (int) Math.round((double) count / most * (floor - TOP - 20));
                int x = (int) (LEFT + group * b + 0.1 * group + bar * d);
                graphics.setColor(COLOURS.get(d % COLOURS.size()));
                graphics.fillRect(x, floor - height, (int) Math.max(1, bar - 1), height);
                graphics.setColor(Color.BLACK);
                if (count > 0) {
                    graphics.drawString(Integer.toString(count), x, floor - height - 4);
                }
            }
        }
        int x = LEFT + 60;
        for (int d = 0; d < datasets.size(); d++) {
            graphics.setColor(COLOURS.get(d % COLOURS.size()));
            graphics.fillRect(x, TOP - 26, 12, 12);
            graphics.setColor(Color.BLACK);
            graphics.drawString(datasets.get(d).name(), x + 18, TOP - 15);
            x += 40 + graphics.getFontMetrics().stringWidth(datasets.get(d).name());
        }
        graphics.dispose();
        if (!ImageIO.write(picture, "png", png.toFile())) {
            throw new IOException("This Java writes no PNG");
        }
    }
}
