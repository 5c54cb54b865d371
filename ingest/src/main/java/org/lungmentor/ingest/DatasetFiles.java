package org.lungmentor.ingest;

import java.io.IOException;
import java.io.OutputStream;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.Dataset;

/** Writes a case's volumes where a dataset has them. */
final class DatasetFiles {
    private DatasetFiles() {}

    static void image(Volume image, Case one, CaseFiles files) throws IOException {
        write(image, Dataset.IMAGES, one, files);
    }

    static void box(Volume box, Case one, CaseFiles files) throws IOException {
        write(box, Dataset.BOXES, one, files);
    }

    static void label(Volume label, Case one, CaseFiles files) throws IOException {
        write(label, Dataset.LABELS, one, files);
    }

    private static void write(Volume volume, String folder, Case one, CaseFiles files) throws IOException {
        try (OutputStream out = files.create(folder + "/" + one.name() + ".nii.gz")) {
            NiftiWriter.write(volume, out);
        }
    }
}
