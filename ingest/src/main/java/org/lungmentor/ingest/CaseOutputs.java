package org.lungmentor.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Segbox;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.Dataset;

/**
 * What is written of a case, beside its image: which boxes are drawn about a mask, and whether a picture is drawn of all.
 *
 * @param boxPerTumour whether each connected tumour of a slice has a rectangle of its own; else one rectangle a slice
 * @param preview whether {@code Previews/CASE.png} is drawn
 */
public record CaseOutputs(boolean boxPerTumour, boolean preview) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One rectangle a slice, no picture. */
    public static final CaseOutputs STANDARD = new CaseOutputs(false, false);

    /** Folder of a dataset for pictures. */
    public static final String PREVIEWS = "Previews";

    void addTo(SortedMap<String, String> settings) {
        settings.put("boxPerTumour", Boolean.toString(boxPerTumour));
        settings.put("preview", Boolean.toString(preview));
    }

    /** The segbox of a mask (method: segmentation boxes). */
    ByteVolume box(ByteVolume mask) {
        return boxPerTumour ? TumourBoxes.of(mask) : Segbox.of(mask);
    }

    /** The image alone. */
    void write(Volume image, Case one, CaseFiles files) throws IOException {
        write(image, Dataset.IMAGES, one, files);
        draw(image, Optional.empty(), Optional.empty(), one, files);
    }

    /** The image and boxes that were drawn by hand. */
    void write(Volume image, ByteVolume box, Case one, CaseFiles files) throws IOException {
        write(image, Dataset.IMAGES, one, files);
        write(box, Dataset.BOXES, one, files);
        draw(image, Optional.of(box), Optional.empty(), one, files);
    }

    /** The image, its mask and the mask's box. */
    void write(Volume image, ByteVolume mask, ByteVolume box, Case one, CaseFiles files) throws IOException {
        write(image, Dataset.IMAGES, one, files);
        write(box, Dataset.BOXES, one, files);
        write(mask, Dataset.LABELS, one, files);
        draw(image, Optional.of(box), Optional.of(mask), one, files);
    }

    private void draw(Volume image, Optional<ByteVolume> box, Optional<ByteVolume> label, Case one, CaseFiles files)
            throws IOException {
        if (preview) {
            try (OutputStream out = files.create(PREVIEWS + "/" + one.name() + ".png")) {
                Preview.write(image, box, label, out);
            }
        }
    }

    private static void write(Volume volume, String folder, Case one, CaseFiles files) throws IOException {
        try (OutputStream out = files.create(folder + "/" + one.name() + ".nii.gz")) {
            NiftiWriter.write(volume, out);
        }
    }
}
