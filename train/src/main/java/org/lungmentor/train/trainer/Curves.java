package org.lungmentor.train.trainer;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** {@code curves.png}: training loss, validation loss and validation DSC by epoch. */
final class Curves {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 480;
    private static final int MARGIN = 48;
    /** Columns of metrics.csv, their names and colours. */
    private static final int[] COLUMNS = {4, 6, 7};

    private static final String[] NAMES = {"training loss", "validation loss", "validation DSC"};
    private static final Color[] COLOURS = {new Color(0x1f77b4), new Color(0xd62728), new Color(0x2ca02c)};

    private final BufferedImage image;

    private Curves(BufferedImage image) {
        this.image = image;
    }

    /** Draws the rows of metrics.csv. */
    static Curves draw(List<String> rows) {
        List<String[]> epochs = new ArrayList<>();
        for (String row : rows) {
            String[] fields = row.split(",", -1);
            if (fields[0].equals("epoch")) {
                epochs.add(fields);
            }
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        frame(g, epochs.size());
        for (int c = 0; c < COLUMNS.length; c++) {
            g.setColor(COLOURS[c]);
            g.drawString(NAMES[c], MARGIN + 10 + 160 * c, MARGIN - 16);
            line(g, epochs, COLUMNS[c]);
        }
        g.dispose();
        return new Curves(image);
    }

    private static void frame(Graphics2D g, int epochs) {
        g.setColor(Color.LIGHT_GRAY);
        for (int i = 0; i <= 5; i++) {
            int y = y(i / 5.0);
            g.drawLine(MARGIN, y, WIDTH - MARGIN, y);
            g.drawString(Double.toString(i / 5.0), MARGIN - 28, y + 4);
        }
        g.setColor(Color.GRAY);
        g.drawString("epoch 1", MARGIN, HEIGHT - MARGIN + 20);
        g.drawString(Integer.toString(epochs), WIDTH - MARGIN - 10, HEIGHT - MARGIN + 20);
    }

    private static int y(double value) {
        return (int) Math.round(HEIGHT - MARGIN - value * (HEIGHT - 2 * MARGIN));
    }

    private static void line(Graphics2D g, List<String[]> epochs, int column) {
        g.setStroke(new BasicStroke(2));
        int beforeX = -1;
        int beforeY = -1;
        for (int i = 0; i < epochs.size(); i++) {
            String text = epochs.get(i)[column];
            if (text.isEmpty()) {
                continue;
            }
            int x = MARGIN + (WIDTH - 2 * MARGIN) * i / Math.max(1, epochs.size() - 1);
            int y = y(Math.min(1, Double.parseDouble(text)));
            g.fillOval(x - 2, y - 2, 4, 4);
            if (beforeX >= 0) {
                g.drawLine(beforeX, beforeY, x, y);
            }
            beforeX = x;
            beforeY = y;
        }
    }

    void write(RunFolder folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        folder.write("curves.png", out.toByteArray());
    }
}
