package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lungmentor.dicom.Attributes;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.ImageFormat;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.dicom.SliceHeaders;
import org.lungmentor.dicom.Tag;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.ingest.Inspection.Finding;
import org.lungmentor.jobs.Storage;

/** A series that is no candidate, of whatever modality: what it is, its values, and what of it cannot be read. */
final class SkippedSeries {
    private final Storage storage;
    private final List<String> paths;
    private final Reason why;
    private final TreeSet<String> kinds = new TreeSet<>();
    private ValueRange range = ValueRange.NONE;
    private int broken;
    private Optional<CaseRefused> firstBroken = Optional.empty();

    SkippedSeries(Storage storage, List<String> paths, Reason why) {
        this.storage = storage;
        this.paths = paths;
        this.why = why;
    }

    Finding finding() throws IOException {
        for (String path : paths) {
            try (InputStream in = storage.open(path)) {
                Optional<DicomReader> file = DicomReader.open(in);
                if (file.isPresent()) {
                    look(file.get());
                }
            } catch (CaseRefused refused) {
                if (refused.reason() != Reason.NOT_GRAYSCALE) { // colour is not broken
                    broken++;
                    firstBroken = firstBroken.or(() -> Optional.of(refused));
                }
            }
        }
        String text = "series of " + paths.size() + " files, " + String.join(" and ", kinds)
                + (range.isEmpty() ? "" : ", " + range.text()) + ": skipped, " + why.code()
                + firstBroken
                        .map(first -> "; " + broken + " of them cannot be read, "
                                + first.reason().code() + ". " + first.sentence())
                        .orElse("");
        Finding found = Finding.of(
                "skipped", text, "files", paths.size(), "reason", why.code(), "modalities", List.copyOf(kinds));
        if (!range.isEmpty()) {
            range.addTo(found.facts());
        }
        firstBroken.ifPresent(first -> {
            found.facts().put("unreadableFiles", broken);
            found.facts().put("unreadable", first.reason().code());
            found.facts().put("message", first.sentence());
        });
        return found;
    }

    private void look(DicomReader file) throws IOException {
        Attributes header = file.header();
        // one of the standard's defined terms or nothing: no text of a file is repeated
        String modality =
                header.text(Tag.MODALITY).filter(m -> m.matches("[A-Z]{2,10}")).orElse("no modality");
        kinds.add(modality);
        if (!file.hasPixels()) {
            return;
        }
        ImageFormat format = ImageFormat.of(header);
        kinds.remove(modality);
        kinds.add(modality + " of " + format.frame().columns() + " x "
                + format.frame().rows());
        List<SliceHeader> frames = frames(header);
        byte[] bytes = new byte[0];
        for (int f = 0; f < format.frames(); f++) {
            bytes = file.readFrame(bytes);
            if (f < frames.size()) {
                add(bytes, frames.get(f), file.syntax().bigEndian());
            }
        }
    }

    /** With what makes values of stored numbers; none where a file does not say enough, as a dose or a segmentation. */
    private static List<SliceHeader> frames(Attributes header) {
        try {
            return SliceHeaders.of("", header);
        } catch (CaseRefused none) {
            return List.of();
        }
    }

    private void add(byte[] bytes, SliceHeader frame, boolean bigEndian) {
        long lowest = Long.MAX_VALUE;
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < bytes.length / frame.pixels().bytes(); i++) {
            long stored =
                    frame.pixels().value(frame.pixels().stored(frame.pixels().raw(bytes, i, bigEndian)));
            lowest = Math.min(lowest, stored);
            highest = Math.max(highest, stored);
        }
        double slope = frame.transform().slope();
        range = range.and(lowest * slope + frame.transform().intercept())
                .and(highest * slope + frame.transform().intercept());
    }
}
