package org.lungmentor.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The evaluations' mean DSC side by side, the box as a mask among them, times 100. */
public final class DemoResults {
    static final List<String> NETWORKS = List.of("teacher", "unet", "student", "strong-only", "untrained");

    private static final Map<String, String> NAMES = Map.of(
            "box", "the box taken as a mask",
            "teacher", "teacher (sees CT and box)",
            "unet", "unet (sees the crop's CT)",
            "student", "student, masks and soft labels",
            "strong-only", "student, masks alone",
            "untrained", "the same network untrained");

    private DemoResults() {}

    /** Reads {@code evaluations/NETWORK/cases.csv} of each network. */
    public static Map<String, Double> read(Path out) throws IOException {
        Map<String, Double> dsc = new LinkedHashMap<>();
        for (String network : NETWORKS) {
            Path file = out.resolve("evaluations").resolve(network).resolve("tables.csv");
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            List<String> head = Arrays.asList(lines.get(0).split(","));
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                boolean wanted = cells[head.indexOf("figure")].equals("dsc")
                        && cells[head.indexOf("post")].equals("false")
                        && !cells[head.indexOf("mean")].isEmpty();
                if (wanted) {
                    boolean box = cells[head.indexOf("model")].equals("box");
                    dsc.putIfAbsent(box ? "box" : network, 100 * Double.parseDouble(cells[head.indexOf("mean")]));
                }
            }
        }
        return dsc;
    }

    /** One line each. */
    public static String text(Map<String, Double> dsc) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-34s %s%n", "Test patients", "mean DSC"));
        dsc.forEach((key, value) ->
                text.append(String.format(Locale.ROOT, "%-34s %8.1f%n", NAMES.getOrDefault(key, key), value)));
        return text.toString();
    }
}
