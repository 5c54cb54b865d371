package org.lungmentor.preprocess;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.NiftiImage;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.Storage;

/** Reads the volumes of one case, each file once. What readers warn of is kept as notes. */
public final class CaseVolumes {
    private final Case one;
    private final CaseFiles files;
    private final String assumedOrientation;
    private final Map<String, String> notes = new TreeMap<>();

    /** @param assumedOrientation letters as {@code LAS} for files that say nothing of left and right; empty: refuse them */
    public CaseVolumes(Case one, CaseFiles files, String assumedOrientation) {
        this.one = one;
        this.files = files;
        this.assumedOrientation = assumedOrientation;
    }

    /**
     * Image, box and label as far as there are any.
     *
     * @throws CaseRefused if a file is no good NIfTI, says nothing of left and right, or lies on another grid
     */
    public Scan scan() throws IOException {
        if (!one.has(Dataset.IMAGE)) {
            throw new CaseRefused(
                    Reason.IMAGE_MISSING,
                    "There is no Images/" + one.name() + ".nii.gz beside the case's other files.");
        }
        return new Scan(
                one.name(),
                read(Dataset.IMAGE),
                one.has(Dataset.BOX) ? Optional.of(read(Dataset.BOX)) : Optional.empty(),
                one.has(Dataset.LABEL) ? Optional.of(Label.of(read(Dataset.LABEL))) : Optional.empty());
    }

    /** A map of small whole numbers. */
    public ByteVolume map(String role) throws IOException {
        Volume read = read(role);
        if (read instanceof ByteVolume map) {
            return map;
        }
        byte[] values = new byte[read.grid().voxels()];
        for (int i = 0; i < values.length; i++) {
            float v = read.value(i);
            values[i] = v >= 0 && v <= 127 && v == Math.rint(v) ? (byte) v : -1; // what fits nothing is refused later
        }
        return new ByteVolume(read.grid(), values);
    }

    /** What the readers warned of, by role. */
    public Map<String, String> notes() {
        return notes;
    }

    /**
     * The one file that plays the role.
     *
     * @throws CaseRefused if it is no good NIfTI, or says nothing of left and right
     */
    public Volume read(String role) throws IOException {
        String path = one.path(role);
        String file = Storage.name(path);
        NiftiImage read;
        try (InputStream in = files.open(path)) {
            read = NiftiReader.read(in, file);
        }
        if (!read.warnings().isEmpty()) {
            notes.put(role + "-warning", String.join(" ", read.warnings()));
        }
        return read.oriented(file, assumedOrientation);
    }
}
