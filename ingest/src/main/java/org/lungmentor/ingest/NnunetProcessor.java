package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;

/**
 * A case of a dataset as nnU-Net (version 2) wants it: the image as the channel file {@code CASE_0000.nii.gz}, the label as
 * uint8 with 1 for tumour. Soft labels are cut at 0.5, and a note says so. A case without a label goes to the test folder.
 */
public record NnunetProcessor() implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    /** The note of a case whose label was soft. */
    static final String THRESHOLDED = "thresholded";

    @Override
    public int version() {
        return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
        return new TreeMap<>();
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        SortedMap<String, Double> figures = new TreeMap<>();
        SortedMap<String, String> notes = new TreeMap<>();
        Volume image = read(one, Dataset.IMAGE, files);
        boolean labelled = one.has(Dataset.LABEL);
        if (labelled) {
            Volume label = read(one, Dataset.LABEL, files);
            NiftiProcessor.requireSame(image.grid(), label.grid());
            ByteVolume mask = new ByteVolume(image.grid(), label.threshold().values());
            figures.put("tumourVoxels", (double) mask.countNonZero());
            if (isSoft(label)) {
                notes.put(THRESHOLDED, "the soft label was cut at 0.5");
            }
            write(mask, NnunetExport.LABELS + "/" + one.name() + ".nii.gz", files);
        }
        String folder = labelled ? NnunetExport.IMAGES : NnunetExport.TEST_IMAGES;
        write(image, folder + "/" + one.name() + "_0000.nii.gz", files);
        return new CaseResult(figures, notes);
    }

    private static boolean isSoft(Volume label) {
        for (int i = 0; i < label.grid().voxels(); i++) {
            float value = label.value(i);
            if (value != 0 && value != 1) {
                return true;
            }
        }
        return false;
    }

    private static Volume read(Case one, String role, CaseFiles files) throws IOException {
        try (InputStream in = files.open(one.path(role))) {
            return NiftiReader.read(in, "The " + role).volume();
        }
    }

    private static void write(Volume volume, String path, CaseFiles files) throws IOException {
        try (OutputStream out = files.create(path)) {
            NiftiWriter.write(volume, out);
        }
    }
}
