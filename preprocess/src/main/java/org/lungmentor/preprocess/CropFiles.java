package org.lungmentor.preprocess;

import java.io.IOException;
import java.io.OutputStream;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.CaseFiles;
import org.lungmentor.jobs.Dataset;

/** Writes a crop as a preprocessed folder holds it: {@code Images/ Boxes/ Labels/ CROP.nii.gz}, {@code references/CROP.json}. */
final class CropFiles {
    private CropFiles() {}

    static void write(Crop crop, CaseFiles files) throws IOException {
        String name = crop.reference().crop();
        write(crop.image(), Dataset.IMAGES, name, files);
        if (crop.box().isPresent()) {
            write(crop.box().get(), Dataset.BOXES, name, files);
        }
        if (crop.label().isPresent()) {
            write(crop.label().get(), Dataset.LABELS, name, files);
        }
        try (OutputStream out = files.create(Dataset.REFERENCES + "/" + name + ".json")) {
            out.write(ReferenceJson.write(crop.reference()));
        }
    }

    static void write(Volume volume, String folder, String name, CaseFiles files) throws IOException {
        try (OutputStream out = files.create(folder + "/" + name + ".nii.gz")) {
            NiftiWriter.write(volume, out);
        }
    }
}
