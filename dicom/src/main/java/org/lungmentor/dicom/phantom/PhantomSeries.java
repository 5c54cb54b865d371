package org.lungmentor.dicom.phantom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungmentor.dicom.DicomWriter;
import org.lungmentor.dicom.Tag;
import org.lungmentor.dicom.TransferSyntax;
import org.lungmentor.dicom.Uid;
import org.lungmentor.dicom.WritableAttributes;

/**
 * A series of image files as a scanner writes it: one slice a file, numbered against the positions. Every file carries a
 * name, a birth date, an institution and a private tag that no output may ever show ({@link #CANARY}).
 *
 * @param patient patient ID
 * @param series what tells the patient's series apart, part of all UIDs
 * @param syntax how files are encoded
 * @param slope rescale slope: stored = (HU + 1024) / slope
 */
public record PhantomSeries(String patient, String series, TransferSyntax syntax, double slope) {
    /** What stands in every attribute that could name a person. */
    public static final String CANARY = "Canary";

    private static final int INTERCEPT = -1024;

    /** An explicit little endian series of whole Hounsfield units. */
    public static PhantomSeries of(String patient, String series) {
        return new PhantomSeries(patient, series, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, 1);
    }

    /** Study Instance UID. */
    public String studyUid() {
        return Uid.of(patient + " study");
    }

    /** Series Instance UID. */
    public String seriesUid() {
        return Uid.of(patient + " series " + series);
    }

    /** Frame of Reference UID, common to all series of the study. */
    public String frameOfReferenceUid() {
        return Uid.of(patient + " frame of reference");
    }

    /** SOP Instance UID of the slice at a z index. */
    public String sopInstanceUid(int slice) {
        return Uid.of(patient + " series " + series + " slice " + slice);
    }

    /** The data set of each slice of a CT, in ascending z. */
    public List<WritableAttributes> slices(Phantom phantom) {
        PhantomSettings s = phantom.settings();
        List<WritableAttributes> files = new ArrayList<>();
        for (int k = 0; k < s.slices(); k++) {
            files.add(rescaled(slice(s, k, Uid.CT_IMAGE, "CT"))
                    .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                    .pixels(stored(phantom, k)));
        }
        return files;
    }

    /** An Enhanced CT (PS3.3 A.38): every slice of every phase is a frame of one file, phase after phase at each position. */
    public WritableAttributes enhanced(List<Phantom> phases) {
        PhantomSettings s = phases.get(0).settings();
        int area = s.columns() * s.columns();
        List<WritableAttributes> frames = new ArrayList<>();
        short[] stored = new short[area * s.slices() * phases.size()];
        for (int k = 0; k < s.slices(); k++) {
            for (int p = 0; p < phases.size(); p++) {
                short[] values = stored(phases.get(p), k);
                System.arraycopy(values, 0, stored, frames.size() * area, area);
                WritableAttributes time = new WritableAttributes()
                        .numbers(Tag.TEMPORAL_POSITION_INDEX.number(), "UL", new short[] {(short) (p + 1), 0});
                WritableAttributes at = new WritableAttributes()
                        .decimals(Tag.IMAGE_POSITION_PATIENT, s.acrossMm(0), s.acrossMm(0), s.alongMm(k));
                frames.add(new WritableAttributes()
                        .items(Tag.FRAME_CONTENT_SEQUENCE, List.of(time))
                        .items(Tag.PLANE_POSITION_SEQUENCE, List.of(at)));
            }
        }
        return rescaled(slice(s, 0, Uid.ENHANCED_CT_IMAGE, "CT"))
                .text(Tag.NUMBER_OF_FRAMES, Integer.toString(frames.size()))
                .items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(sharedGroups(s)))
                .items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, frames)
                .pixels(stored);
    }

    private WritableAttributes sharedGroups(PhantomSettings s) {
        WritableAttributes orientation =
                new WritableAttributes().decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0);
        WritableAttributes measures = new WritableAttributes().decimals(Tag.PIXEL_SPACING, s.pixelMm(), s.pixelMm());
        return new WritableAttributes()
                .items(Tag.PLANE_ORIENTATION_SEQUENCE, List.of(orientation))
                .items(Tag.PIXEL_MEASURES_SEQUENCE, List.of(measures));
    }

    private short[] stored(Phantom phantom, int slice) {
        short[] stored =
                new short[phantom.settings().columns() * phantom.settings().columns()];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (short) Math.rint((phantom.image().values()[slice * stored.length + i] - INTERCEPT) / slope);
        }
        return stored;
    }

    private WritableAttributes rescaled(WritableAttributes ct) {
        return ct.text(Tag.RESCALE_TYPE, "HU")
                .decimals(Tag.RESCALE_INTERCEPT, INTERCEPT)
                .decimals(Tag.RESCALE_SLOPE, slope);
    }

    /** A positron emission series of the same patient: a decoy, no CT. */
    public List<WritableAttributes> petSlices(PhantomSettings s) {
        List<WritableAttributes> files = new ArrayList<>();
        for (int k = 0; k < s.slices(); k++) {
            short[] stored = new short[s.columns() * s.columns()];
            for (int i = 0; i < stored.length; i++) {
                stored[i] = (short) (i * 31 % 997);
            }
            files.add(slice(s, k, Uid.PET_IMAGE, "PT")
                    .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
                    .decimals(Tag.RESCALE_INTERCEPT, 0)
                    .decimals(Tag.RESCALE_SLOPE, 0.125 + k / 64.0)
                    .pixels(stored));
        }
        return files;
    }

    /** Writes files {@code 1-001.dcm} and so on; the highest slice first, as many scanners number them. */
    public void write(List<WritableAttributes> slices, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int k = 0; k < slices.size(); k++) {
            write(slices.get(k), folder.resolve(String.format(Locale.ROOT, "1-%03d.dcm", slices.size() - k)), syntax);
        }
    }

    static void write(WritableAttributes file, Path path, TransferSyntax syntax) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            new DicomWriter(syntax).write(file, out);
        }
    }

    private WritableAttributes slice(PhantomSettings s, int k, String sopClass, String modality) {
        return identified(sopClass, sopInstanceUid(k), modality)
                .text(Tag.SERIES_INSTANCE_UID, seriesUid())
                .text(Tag.FRAME_OF_REFERENCE_UID, frameOfReferenceUid())
                .text(0x00200013, "IS", Integer.toString(s.slices() - k))
                .decimals(Tag.IMAGE_POSITION_PATIENT, s.acrossMm(0), s.acrossMm(0), s.alongMm(k))
                .decimals(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
                .text(0x00180050, "DS", Double.toString(s.sliceMm()))
                .number(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .number(Tag.ROWS, s.columns())
                .number(Tag.COLUMNS, s.columns())
                .decimals(Tag.PIXEL_SPACING, s.pixelMm(), s.pixelMm())
                .number(Tag.BITS_ALLOCATED, 16)
                .number(Tag.BITS_STORED, 16)
                .number(Tag.HIGH_BIT, 15)
                .number(Tag.PIXEL_REPRESENTATION, 0);
    }

    /** What every file of the patient has, canaries included. */
    WritableAttributes identified(String sopClass, String sopInstance, String modality) {
        return new WritableAttributes()
                .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .text(Tag.SOP_CLASS_UID, sopClass)
                .text(Tag.SOP_INSTANCE_UID, sopInstance)
                .text(Tag.STUDY_DATE, "20080918")
                .text(Tag.SERIES_TIME, "1015" + (10 + Math.floorMod(series.hashCode(), 50)))
                .text(Tag.MODALITY, modality)
                .text(Tag.PATIENT_ID, patient)
                .text(Tag.STUDY_INSTANCE_UID, studyUid())
                .text(0x00080050, "SH", CANARY + "-accession")
                .text(0x00080080, "LO", CANARY + " hospital")
                .text(0x00080090, "PN", CANARY + "^Referring")
                .text(0x0008103e, "LO", CANARY + " series description")
                .text(0x00100010, "PN", CANARY + "^Patient")
                .text(0x00100030, "DA", "19470131")
                .text(0x00104000, "LT", CANARY + " comment")
                .text(0x00090010, "LO", CANARY + " private creator")
                .text(0x00091010, "LO", CANARY + " private value");
    }
}
