package org.lungmentor.dicom.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungmentor.dicom.Contour;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.dicom.TransferSyntax;
import org.lungmentor.dicom.Uid;
import org.lungmentor.dicom.WritableAttributes;

/**
 * Phantoms in the folders of two public collections, as they are downloaded: NSCLC-Radiomics (masks as structure sets) and
 * Lung-PET-CT-Dx (boxes as XML). The second patient of each has two tumours; among the files are decoys that ingest has to
 * pass over: positron emission series, annotations of these, and a CT that is too short.
 */
public final class PhantomCollections {
    private static final int TOO_SHORT = 8; // slices

    private PhantomCollections() {}

    /**
     * Writes {@code ROOT/LUNG1-001/...} and so on: a CT series and a structure set a patient, a PET series beside the first.
     *
     * @return the names that the cases will have
     */
    public static List<String> radiomics(Path root, PhantomSettings settings, int patients) throws IOException {
        List<String> cases = new ArrayList<>();
        for (int p = 1; p <= patients; p++) {
            String patient = String.format(Locale.ROOT, "LUNG1-%03d", p);
            Phantom phantom = Phantom.of(settings, patient, p == 2 ? 2 : 1);
            PhantomSeries series = PhantomSeries.of(patient, "1");
            Path study = root.resolve(patient).resolve("09-18-2008-StudyID-NA-" + (69330 + p));
            series.write(series.slices(phantom), study.resolve("0.000000-NA-" + digits(series.seriesUid())));
            List<StructureSet.Roi> regions = List.of(cord(settings), phantom.region("GTV-1"));
            WritableAttributes structures = PhantomStructures.dataSet(series, settings.slices(), regions);
            PhantomSeries.write(
                    structures,
                    study.resolve("3.000000-NA-" + digits(Uid.of(patient + " structures")))
                            .resolve("1-1.dcm"),
                    TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
            if (p == 1) {
                pet(settings, patient, study);
            }
            cases.add(patient);
        }
        return cases;
    }

    /**
     * Writes {@code ROOT/Lung-PET-CT-Dx/Lung_Dx-A0001/...} and {@code ROOT/Annotation/A0001/UID.xml} and so on: a CT series
     * with boxes a patient; the first has a PET series with annotations too, the last a CT that is too short.
     *
     * @return the names that the cases with usable scans will have
     */
    public static List<String> lungDx(Path root, PhantomSettings settings, int patients) throws IOException {
        List<String> cases = new ArrayList<>();
        for (int p = 1; p <= patients; p++) {
            String type = "ABEG".substring((p - 1) % 4, (p - 1) % 4 + 1);
            String name = String.format(Locale.ROOT, "%s%04d", type, p);
            String patient = "Lung_Dx-" + name;
            Phantom phantom = Phantom.of(settings, patient, p == 2 ? 2 : 1);
            PhantomSeries series = PhantomSeries.of(patient, "1");
            Path study = root.resolve("Lung-PET-CT-Dx").resolve(patient).resolve("04-25-2007-NA-Thorax-" + (34830 + p));
            Path boxes = root.resolve("Annotation").resolve(name);
            series.write(
                    series.slices(phantom),
                    study.resolve("3.000000-ThoraxRoutine  8.0.0  B40f-" + digits(series.seriesUid())));
            PhantomBoxes.write(phantom, series, type, boxes);
            if (p == 1) {
                PhantomSeries pet = pet(settings, patient, study);
                PhantomBoxes.write(phantom, pet, type, boxes);
            }
            if (p == patients) {
                PhantomSeries part = PhantomSeries.of(patient, "2");
                part.write(
                        part.slices(phantom).subList(0, TOO_SHORT),
                        study.resolve("4.000000-Topogram  0.6  T20f-" + digits(part.seriesUid())));
            }
            cases.add(name + "_scan1");
        }
        return cases;
    }

    private static PhantomSeries pet(PhantomSettings settings, String patient, Path study) throws IOException {
        PhantomSettings coarse = new PhantomSettings(
                settings.seed(), 32, settings.slices(), settings.widthMm() / 32, settings.sliceMm());
        PhantomSeries pet = PhantomSeries.of(patient, "PET");
        pet.write(pet.petSlices(coarse), study.resolve("5.000000-PET WB-" + digits(pet.seriesUid())));
        return pet;
    }

    /** A region that no one asks for: a square about the spine. */
    private static StructureSet.Roi cord(PhantomSettings s) {
        List<Contour> contours = new ArrayList<>();
        double half = 0.02 * s.widthMm();
        double y = 0.25 * s.widthMm();
        for (int k = 0; k < s.slices(); k++) {
            double z = s.alongMm(k);
            contours.add(Contour.closed(
                    new double[] {-half, y - half, z, half, y - half, z, half, y + half, z, -half, y + half, z}));
        }
        return new StructureSet.Roi("Spinal-Cord", contours);
    }

    private static String digits(String uid) {
        return uid.substring(uid.length() - 5);
    }
}
