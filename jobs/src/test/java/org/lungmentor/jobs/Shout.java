package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** A processor for tests: writes its input in capitals, twice; refuses an input that says so, dies of one that says so. */
record Shout(int version, String ending, long millis) implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    Shout() {
        this(1, "!", 0);
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("ending", ending));
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        String text;
        try (InputStream in = files.open(one.path("image"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        write(files, "Images/" + one.name() + ".txt", text.toUpperCase(Locale.ROOT) + ending);
        if (text.contains("refuse")) {
            throw new CaseRefused(Reason.NOT_FINITE, "It asks to be refused.");
        }
        if (text.contains("skip")) {
            throw new CaseRefused(Reason.LOCALIZER, "It never was a candidate.");
        }
        if (text.contains("die")) {
            throw new IllegalStateException("It asks to die.");
        }
        write(files, "Labels/" + one.name() + ".txt", text.toUpperCase(Locale.ROOT) + ending);
        if (text.contains("crop")) {
            write(files, "Images/" + one.name() + "_t1.txt", text);
        }
        return CaseResult.of(Map.of("letters", (double) text.length()), Map.of("first", text.substring(0, 1)));
    }

    private static void write(CaseFiles files, String path, String text) throws IOException {
        try (OutputStream out = files.create(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
