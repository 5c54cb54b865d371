package org.lungmentor.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tables for a terminal, as the thesis prints them: a line a model and dataset, mean and SD over cases, shares times 100. In
 * parentheses how many cases define the figure, where not all do.
 */
public final class TableText {
    private TableText() {}

    /** The table, each line ended; nothing but the head where no case was judged. */
    public static String of(List<TableCell> cells) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "", "Cases"));
        Figure.AVERAGED.forEach(f -> head.add(f.head()));
        lines.add(head);
        List<String> line = new ArrayList<>();
        for (TableCell cell : cells) {
            if (cell.figure() == Figure.AVERAGED.get(0)) {
                String model = cell.model() + (cell.post() ? " w/post" : "");
                boolean again = lines.stream().anyMatch(l -> l.get(0).equals(model));
                line = new ArrayList<>(List.of(again ? "" : model, cell.dataset(), String.valueOf(cell.cases())));
                lines.add(line);
            }
            if (Figure.AVERAGED.contains(cell.figure())) {
                line.add(text(cell));
            }
        }
        return aligned(lines);
    }

    private static String text(TableCell cell) {
        MeanSd over = cell.over();
        if (over.n() == 0) {
            return "-";
        }
        int times = cell.figure().kind() == Figure.Kind.SHARE ? 100 : 1;
        String text = String.format(Locale.ROOT, "%.2f ± %.2f", times * over.mean(), times * over.sd());
        return over.n() < cell.cases() ? text + " (" + over.n() + ")" : text;
    }

    private static String aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String cell = line.get(c);
                String space = " ".repeat(widths[c] - cell.length());
                row.append(c < 2 ? cell + space : space + cell).append("  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
