package org.lungmentor.dicom.phantom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungmentor.dicom.Contour;
import org.lungmentor.dicom.RoiMask;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.imaging.ByteVolume;

/** Pascal VOC annotations of a phantom: one file a slice that holds tumour, an object a tumour, edges 1-based, both in. */
final class PhantomBoxes {
    private PhantomBoxes() {}

    /** @param type the tumour's letter: A, B, E or G */
    static void write(Phantom phantom, PhantomSeries series, String type, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<ByteVolume> masks = new ArrayList<>();
        for (List<Contour> tumour : phantom.tumours()) {
            masks.add(RoiMask.fill(
                            new StructureSet.Roi("tumour", tumour),
                            phantom.truth().grid(),
                            Phantom.toVoxel(phantom.settings()))
                    .mask());
        }
        for (int k = 0; k < phantom.settings().slices(); k++) {
            StringBuilder objects = new StringBuilder();
            for (ByteVolume mask : masks) {
                objects.append(object(mask, k, type));
            }
            if (objects.length() > 0) {
                int n = phantom.settings().columns();
                String text = "<annotation>\n<folder>Unknow</folder>\n<filename>Unknow</filename>\n<size><width>" + n
                        + "</width><height>" + n + "</height><depth>1</depth></size>\n" + objects + "</annotation>\n";
                Files.write(
                        folder.resolve(series.sopInstanceUid(k) + ".xml"), text.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private static String object(ByteVolume mask, int k, String type) {
        int nx = mask.grid().nx();
        int ny = mask.grid().ny();
        int[] box = {nx, ny, -1, -1};
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                if (mask.values()[mask.grid().index(x, y, k)] != 0) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.min(box[1], y);
                    box[2] = Math.max(box[2], x);
                    box[3] = Math.max(box[3], y);
                }
            }
        }
        if (box[2] < 0) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "<object><name>%s</name><Difficult>0</Difficult><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>\n",
                type,
                box[0] + 1,
                box[1] + 1,
                box[2] + 1,
                box[3] + 1);
    }
}
