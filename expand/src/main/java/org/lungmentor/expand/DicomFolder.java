package org.lungmentor.expand;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.dicom.Attributes;
import org.lungmentor.dicom.Candidate;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.Tag;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;

/** Finds the one CT series in a folder and what is below it: headers are read, pixels are not. */
final class DicomFolder {
    private DicomFolder() {}

    /**
     * Paths of the series' files, sorted; files that are DICOM but broken are among them, so that reading them says what is
     * wrong.
     *
     * @throws UsageException if there is no CT series, or there are several
     */
    static List<String> series(Storage storage, String folder) throws IOException {
        SortedMap<String, List<String>> series = new TreeMap<>();
        List<String> broken = new ArrayList<>();
        for (String path : files(storage, folder)) {
            try (InputStream in = storage.open(path)) {
                Optional<Attributes> header = DicomReader.open(in).map(DicomReader::header);
                if (header.isPresent() && Candidate.skipped(header.get()).isEmpty()) {
                    String key = header.get().text(Tag.STUDY_INSTANCE_UID).orElse("") + "/"
                            + header.get().text(Tag.SERIES_INSTANCE_UID).orElse("");
                    series.computeIfAbsent(key, k -> new ArrayList<>()).add(path);
                }
            } catch (CaseRefused unreadable) {
                broken.add(path);
            }
        }
        if (series.isEmpty()) {
            throw new UsageException("There is nothing to segment in " + folder
                    + ": neither NIfTI files, nor a dataset, nor a CT series in DICOM.");
        }
        if (series.size() > 1) {
            throw new UsageException(folder + " holds " + series.size()
                    + " CT series: name the folder of one, or ingest them and segment the dataset.");
        }
        List<String> paths = new ArrayList<>(series.get(series.firstKey()));
        paths.addAll(broken);
        paths.sort(null);
        return paths;
    }

    private static List<String> files(Storage storage, String folder) throws IOException {
        List<String> files = new ArrayList<>();
        Deque<String> folders = new ArrayDeque<>(List.of(folder));
        while (!folders.isEmpty()) {
            for (StoredFile file : storage.list(folders.pop())) {
                if (file.name().startsWith(".")) {
                    continue;
                }
                if (file.folder()) {
                    folders.push(file.path());
                } else {
                    files.add(file.path());
                }
            }
        }
        files.sort(null);
        return files;
    }
}
