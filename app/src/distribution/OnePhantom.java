import java.nio.file.Path;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;

/** Writes the smallest collection that can be ingested: what is ingested while the distribution is put together. */
class OnePhantom {
    public static void main(String[] args) throws Exception {
        PhantomCollections.radiomics(Path.of(args[0]), new PhantomSettings(3, 48, 24, 6.0, 7.0), 1);
    }
}
