import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Predictor;

/**
 * The Dice score of a run's best model on the crops of its test part, each on the crop's own grid at 0.5: what
 * bench/lidc-study.sh compares. A line a crop (name, model, box taken as the mask), then mean and sample SD.
 *
 * <p>java --add-modules jdk.incubator.vector -cp 'HOME/lib/*:HOME/spark/jars/*' bench/TestDsc.java RUN DATA; HOME is a
 * distribution
 */
public class TestDsc {
    public static void main(String[] args) throws IOException {
        Path run = Path.of(args[0]);
        Path data = Path.of(args[1]);
        List<Double> ours = new ArrayList<>();
        List<Double> boxes = new ArrayList<>();
        JsonNode split = new ObjectMapper().readTree(run.resolve("split.json").toFile());
        try (InputStream in = Files.newInputStream(run.resolve("model_best.zip"));
                ModelFile model = ModelFile.read(in, "model_best.zip");
                Predictor predictor = Predictor.of(model, EngineRequest.BEST.choice())) {
            for (JsonNode one : split.get("test")) {
                String name = one.asText().substring(one.asText().indexOf('/') + 1);
                Volume image = read(data, "Images", name);
                float[] label = floats(read(data, "Labels", name));
                float[] box = floats(read(data, "Boxes", name));
                int[] n = image.grid().shape();
                float[] mask = model.card().network().inputs() == 2
                        ? predictor.predict(n[0], n[1], n[2], floats(image), box)
                        : predictor.predict(n[0], n[1], n[2], floats(image));
                ours.add(dice(mask, label));
                boxes.add(dice(box, label));
                System.out.printf(Locale.ROOT, "%s %.4f %.4f%n", name, last(ours), last(boxes));
            }
        }
        System.out.printf("test %d crops: %s; the box itself %s%n", ours.size(), meanAndSd(ours), meanAndSd(boxes));
    }

    private static Volume read(Path data, String folder, String name) throws IOException {
        String file = name + ".nii.gz";
        try (InputStream in = Files.newInputStream(data.resolve(folder).resolve(file))) {
            return NiftiReader.read(in, file).volume();
        }
    }

    private static float[] floats(Volume volume) {
        float[] values = new float[volume.grid().voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = volume.value(i);
        }
        return values;
    }

    private static double dice(float[] mask, float[] label) {
        long shared = 0;
        long both = 0;
        for (int i = 0; i < label.length; i++) {
            boolean m = mask[i] >= 0.5f;
            boolean l = label[i] >= 0.5f;
            shared += m && l ? 1 : 0;
            both += (m ? 1 : 0) + (l ? 1 : 0);
        }
        return both == 0 ? 1 : 2.0 * shared / both;
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    private static String meanAndSd(List<Double> values) {
        double mean = values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        double square = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return String.format(Locale.ROOT, "%.4f ± %.4f", mean, Math.sqrt(square / (values.size() - 1)));
    }
}
