package org.lungmentor.expand;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.lungmentor.dicom.CtScan;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.preprocess.CaseVolumes;

/**
 * How a scan to segment is read: NIfTI (role {@link Dataset#IMAGE}) or the files of a DICOM series (role {@link #SLICES}).
 *
 * @param rescale what makes Hounsfield units of a NIfTI file's values
 * @param assumedOrientation letters as {@code LAS} for NIfTI files that say nothing of left and right; empty: they are refused
 */
public record ScanSource(Rescale rescale, String assumedOrientation) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The role of the files of a DICOM series. */
    static final String SLICES = "slices";

    /** Hounsfield units in files that say how they lie. */
    public static final ScanSource STANDARD = new ScanSource(Rescale.NONE, "");

    /** All of it that changes outputs. */
    void putInto(Map<String, String> settings) {
        settings.put("rescale", rescale.slope() + "," + rescale.intercept());
        settings.put("assumedOrientation", assumedOrientation);
    }

    /** The case's NIfTI files. */
    CaseVolumes volumes(Case one, CaseFiles files) {
        return new CaseVolumes(one, files, assumedOrientation);
    }

    /**
     * Hounsfield units on the scan's own grid.
     *
     * @throws CaseRefused if the files are no good, or their values cannot be Hounsfield units
     */
    Volume image(Case one, CaseFiles files, CaseVolumes volumes) throws IOException {
        if (one.has(SLICES)) {
            return CtScan.read(one.inputs().getOrDefault(SLICES, List.of()), files::open)
                    .image();
        }
        if (!one.has(Dataset.IMAGE)) {
            throw new CaseRefused(
                    Reason.IMAGE_MISSING,
                    "There is no image of " + one.name() + ": add Images/" + one.name() + ".nii.gz.");
        }
        return rescale.apply(volumes.read(Dataset.IMAGE));
    }
}
