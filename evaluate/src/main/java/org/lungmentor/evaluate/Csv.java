package org.lungmentor.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180), numbers with a point and all their digits. */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    /** Adds a line; fields that need quotes get them. */
    void line(List<String> fields) {
        text.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append('\n');
    }

    /** The shortest text that reads back as the same number, whole numbers without a point; empty where there is none. */
    static String number(OptionalDouble value) {
        if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
            return "";
        }
        double v = value.getAsDouble();
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? String.valueOf((long) v) : String.valueOf(v);
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
