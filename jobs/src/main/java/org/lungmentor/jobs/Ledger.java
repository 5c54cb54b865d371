package org.lungmentor.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What was done to the cases of a dataset: Parquet files in its folder {@code ledger/}, only ever added to, the newest row
 * of a case and step counts. Each attempt writes a file of its own as its last act, on the machine that did the work, so
 * that a row exists as soon as its outputs do and no driver is needed to keep it; see docs/decisions/060. Others read it as
 * {@code spark.read().parquet(DATASET + "/ledger")}.
 */
public final class Ledger {
    /** With more files than this a job joins them. */
    static final int MANY_FILES = 100;

    private static final int READ_ATTEMPTS = 5;
    private static final Comparator<LedgerRow> BY_AGE = Comparator.comparing(LedgerRow::started)
            .thenComparing(LedgerRow::caseName)
            .thenComparing(LedgerRow::step);

    private final Storage storage;
    private final String folder;

    /** @param dataset the folder that holds {@code ledger/}; it need not exist yet */
    public Ledger(Storage storage, String dataset) {
        this.storage = storage;
        this.folder = Storage.child(dataset, "ledger");
    }

    /** Adds rows as one file that readers see whole or not at all. */
    public void append(List<LedgerRow> rows) throws IOException {
        if (!rows.isEmpty()) {
            storage.write(Storage.child(folder, UUID.randomUUID() + ".parquet"), LedgerParquet.write(rows));
        }
    }

    /** All rows, oldest first. */
    public List<LedgerRow> rows() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read(files());
            } catch (FileNotFoundException | NoSuchFileException e) {
                // Another job joined the files between our listing and our reading.
                if (attempt == READ_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** The row that counts of every case that the step has tried, by case name. */
    public SortedMap<String, LedgerRow> newest(String step) throws IOException {
        SortedMap<String, LedgerRow> newest = new TreeMap<>();
        for (LedgerRow row : rows()) {
            if (row.step().equals(step)) {
                newest.put(row.caseName(), row);
            }
        }
        return newest;
    }

    /**
     * Joins the files into one if there are more than a hundred. Killed in between it leaves rows twice, which changes
     * nothing and is undone by the next time. Nothing happens while another job is joining them.
     */
    void join() throws IOException {
        if (files().size() <= MANY_FILES) {
            return;
        }
        try (RunLock lock = RunLock.acquire(storage, folder, "join")) {
            List<StoredFile> old = files();
            append(read(old));
            for (StoredFile file : old) {
                lock.check();
                storage.delete(file.path());
            }
        } catch (RunLocked e) {
            return;
        }
    }

    private List<StoredFile> files() throws IOException {
        return storage.list(folder).stream()
                .filter(file -> !file.folder()
                        && file.name().endsWith(".parquet")
                        && !file.name().startsWith("."))
                .toList();
    }

    private List<LedgerRow> read(List<StoredFile> files) throws IOException {
        Set<LedgerRow> rows = new LinkedHashSet<>();
        for (StoredFile file : files) {
            rows.addAll(LedgerParquet.read(storage.read(file.path())));
        }
        List<LedgerRow> sorted = new ArrayList<>(rows);
        sorted.sort(BY_AGE);
        return sorted;
    }
}
