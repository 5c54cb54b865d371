package org.lungmentor.train.trainer;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungmentor.jobs.Storage;

/**
 * {@code metrics.csv}: a row for every update and every epoch; {@code seconds} are those since the training began, {@code waited}
 * those that the row's own cases had to be waited for. Written whole after every epoch and with every checkpoint; a run
 * that goes on from a checkpoint drops what was written after it.
 */
final class Metrics {
    private static final String HEADER =
            "kind,epoch,update,cases,loss,learning_rate,validation_loss,validation_dsc,seconds,waited";

    private final Storage storage;
    private final String path;
    private final List<String> lines;

    private Metrics(Storage storage, String path, List<String> lines) {
        this.storage = storage;
        this.path = path;
        this.lines = lines;
    }

    /** The metrics of a run folder with the first rows that it has; 0 for a new run. */
    static Metrics open(Storage storage, String run, int rows) throws IOException {
        String path = Storage.child(run, "metrics.csv");
        List<String> lines = new ArrayList<>(List.of(HEADER));
        if (rows > 0) {
            try {
                List<String> there = new String(storage.read(path), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                lines.addAll(there.subList(1, Math.min(there.size(), rows + 1)));
            } catch (FileNotFoundException | NoSuchFileException e) {
                lines.add("lost,,,,,,,,,");
            }
        }
        return new Metrics(storage, path, lines);
    }

    int rows() {
        return lines.size() - 1;
    }

    void update(int epoch, int update, int cases, double loss, double rate, double seconds, double waited) {
        lines.add(String.format(
                Locale.ROOT, "update,%d,%d,%d,%.7f,%s,,,%.1f,%.3f", epoch, update, cases, loss, rate, seconds, waited));
    }

    void epoch(
            int epoch,
            int update,
            int cases,
            double loss,
            double rate,
            Validation.Means validation,
            double seconds,
            double waited) {
        lines.add(String.format(
                Locale.ROOT,
                "epoch,%d,%d,%d,%.7f,%s,%s,%s,%.1f,%.3f",
                epoch,
                update,
                cases,
                loss,
                rate,
                number(validation.loss()),
                number(validation.dsc()),
                seconds,
                waited));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.7f", value);
    }

    /** All rows, the header not among them. */
    List<String> all() {
        return List.copyOf(lines.subList(1, lines.size()));
    }

    void write() throws IOException {
        storage.write(path, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
