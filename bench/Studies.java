import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lungmentor.dicom.DicomWriter;
import org.lungmentor.dicom.TransferSyntax;
import org.lungmentor.dicom.WritableAttributes;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;

/**
 * Many tiny studies in the layout of NSCLC-Radiomics, for bench/scale.sh: 12 slices of 32 x 32 and a structure set each, of
 * one chest under many names. Of every EVERY-th study a slice is missing (0: of none).
 *
 * <p>java -cp 'lib/*' bench/Studies.java FOLDER COUNT EVERY
 */
public class Studies {
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        int every = Integer.parseInt(args[2]);
        PhantomSettings settings = new PhantomSettings(1, 32, 12, 9, 12);
        Phantom phantom = Phantom.of(settings, "LUNG1-001", 1);
        for (int p = 1; p <= count; p++) {
            String patient = String.format(Locale.ROOT, "LUNG1-%05d", p);
            PhantomSeries series = PhantomSeries.of(patient, "1");
            Path study = folder.resolve(patient).resolve("study");
            series.write(series.slices(phantom), study.resolve("0.000000-CT"));
            if (every > 0 && p % every == 0) {
                Files.delete(study.resolve("0.000000-CT").resolve("1-006.dcm"));
            }
            Path structures = Files.createDirectories(study.resolve("3.000000-RT")).resolve("1-1.dcm");
            WritableAttributes set =
                    PhantomStructures.dataSet(series, settings.slices(), List.of(phantom.region("GTV-1")));
            try (var out = Files.newOutputStream(structures)) {
                new DicomWriter(TransferSyntax.IMPLICIT_LITTLE_ENDIAN).write(set, out);
            }
        }
        System.out.println(count + " studies in " + folder);
    }
}
