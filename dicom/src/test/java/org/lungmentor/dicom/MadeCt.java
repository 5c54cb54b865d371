package org.lungmentor.dicom;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small CT files in memory: 3 rows of 4 columns, 2 mm between columns, 1 mm between rows, 3 mm between slices. */
final class MadeCt {
    static final int ROWS = 3;
    static final int COLUMNS = 4;

    private MadeCt() {}

    /** Slices at z = 0, 3, 6, ... mm; the stored values of slice k are 100 k, 100 k + 1, ... */
    static List<WritableAttributes> slices(int count) {
        List<WritableAttributes> slices = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            slices.add(slice("slice " + k, 3 * k, 100 * k));
        }
        return slices;
    }

    static WritableAttributes slice(String name, double z, int firstValue) {
        short[] stored = new short[ROWS * COLUMNS];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (short) (firstValue + i);
        }
        return image(Uid.CT_IMAGE, name)
                .decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, z)
                .decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
                .decimals(Tag.PIXEL_SPACING, 1, 2)
                .pixels(stored);
    }

    /** An Enhanced CT (PS3.3 A.38): frames by their functional groups, all stored values in one array. */
    static WritableAttributes enhanced(WritableAttributes shared, List<WritableAttributes> frames, short[] stored) {
        return image(Uid.ENHANCED_CT_IMAGE, "enhanced")
                .text(Tag.NUMBER_OF_FRAMES, Integer.toString(frames.size()))
                .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(shared))
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames)
                .pixels(stored);
    }

    /** What all frames of an upright stack share. */
    static WritableAttributes sharedGroups() {
        return new WritableAttributes()
                .items(
                        Tag.PLANE_ORIENTATION_SEQUENCE,
                        List.of(new WritableAttributes().decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)))
                .items(
                        Tag.PIXEL_MEASURES_SEQUENCE,
                        List.of(new WritableAttributes().decimals(Tag.PIXEL_SPACING, 1, 2)));
    }

    static WritableAttributes frameAt(double z) {
        return new WritableAttributes()
                .items(
                        Tag.PLANE_POSITION_SEQUENCE,
                        List.of(new WritableAttributes().decimals(Tag.IMAGE_POSITION_PATIENT, -10, -20, z)));
    }

    private static WritableAttributes image(String sopClass, String name) {
        return new WritableAttributes()
                .text(Tag.SOP_CLASS_UID, sopClass)
                .text(Tag.SOP_INSTANCE_UID, Uid.of(name))
                .text(Tag.MODALITY, "CT")
                .text(Tag.STUDY_INSTANCE_UID, Uid.of("study"))
                .text(Tag.SERIES_INSTANCE_UID, Uid.of("series"))
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .number(Tag.SAMPLES_PER_PIXEL, 1)
                .number(Tag.ROWS, ROWS)
                .number(Tag.COLUMNS, COLUMNS)
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 16)
                .number(Tag.HIGH_BIT, 15)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .text(Tag.RESCALE_TYPE, "HU")
                .decimals(Tag.RESCALE_INTERCEPT, -1024)
                .decimals(Tag.RESCALE_SLOPE, 1);
    }

    /** As files whose names run against the order of the list. */
    static Map<String, byte[]> files(List<WritableAttributes> slices) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int k = 0; k < slices.size(); k++) {
            files.put("file" + (99 - k), bytes(slices.get(k)));
        }
        return files;
    }

    static byte[] bytes(WritableAttributes file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(file, out);
        return out.toByteArray();
    }

    static CtScan read(List<WritableAttributes> slices) throws IOException {
        Map<String, byte[]> files = files(slices);
        return CtScan.read(List.copyOf(files.keySet()), path -> open(files, path));
    }

    static ByteArrayInputStream open(Map<String, byte[]> files, String path) {
        return new ByteArrayInputStream(files.getOrDefault(path, new byte[0]));
    }

    /** Headers of all frames, in the order of the list. */
    static List<SliceHeader> headers(List<WritableAttributes> slices) throws IOException {
        List<SliceHeader> headers = new ArrayList<>();
        for (int k = 0; k < slices.size(); k++) {
            DicomReader file = DicomReader.open(new ByteArrayInputStream(bytes(slices.get(k))))
                    .orElseThrow();
            headers.addAll(SliceHeaders.of("file" + (99 - k), file.header()));
        }
        return headers;
    }

    /** Values of a slice of the volume, row by row. */
    static float[] slice(CtScan scan, int z) {
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = scan.image().value(z * values.length + i);
        }
        return values;
    }

    /** The values that a slice of {@link #slices} holds, plus a constant. */
    static float[] counting(int first) {
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return values;
    }
}
