package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.CaseResult;
import org.lungmentor.jobs.Dataset;

/**
 * An image and its label, both NIfTI, to the same in a dataset, with the label's box. A label's voxels of at least 0.5 are
 * tumour.
 *
 * @param rescale what makes Hounsfield units of the stored values
 * @param assumedOrientation axis codes for files that say nothing of left and right, {@code LAS}; empty: such are refused
 * @param outputs what is written
 */
public record NiftiProcessor(Rescale rescale, String assumedOrientation, CaseOutputs outputs) implements CaseProcessor {
    private static final long serialVersionUID = 1L;

    /** Standard outputs; the codes of none are empty text, which can travel to executors. */
    public NiftiProcessor(Rescale rescale, Optional<String> assumedOrientation) {
        this(rescale, assumedOrientation.orElse(""), CaseOutputs.STANDARD);
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("rescale", rescale.slope() + "," + rescale.intercept());
        settings.put("assumeOrientation", assumedOrientation);
        outputs.addTo(settings);
        return settings;
    }

    @Override
    public CaseResult process(Case one, CaseFiles files) throws IOException {
        Volume image = rescale.apply(read(one, Dataset.IMAGE, files));
        Grid grid = image.grid();
        Findings findings = new Findings(grid);
        if (one.has(Dataset.LABEL)) {
            ByteVolume read = read(one, Dataset.LABEL, files).threshold();
            requireSame(grid, read.grid());
            ByteVolume label = new ByteVolume(grid, read.values());
            ByteVolume box = outputs.box(label);
            findings.tumour(image, label, box);
            findings.note("labelSource", "nifti");
            outputs.write(image, label, box, one, files);
        } else {
            outputs.write(image, one, files);
        }
        return findings.result();
    }

    private Volume read(Case one, String role, CaseFiles files) throws IOException {
        String name = "The " + role;
        try (InputStream in = files.open(one.path(role))) {
            return NiftiReader.read(in, name).oriented(name, assumedOrientation);
        }
    }

    /** @throws CaseRefused if the label does not lie on the image's grid */
    static void requireSame(Grid image, Grid label) {
        if (!image.isSamePlaceAs(label)) {
            throw new CaseRefused(
                    Reason.GRID_MISMATCH,
                    "Image and label lie on different grids: " + image.sizeText() + " " + image.affine() + " and "
                            + label.sizeText() + " " + label.affine() + ". Resample the label onto the image.");
        }
    }
}
