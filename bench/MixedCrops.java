import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Predictor;

/**
 * Makes the folders and splits of bench/mixed-study.sh from a folder of crops that all have masks, of which most are hidden. In two steps,
 * since a teacher is trained between them:
 *
 * <p>MixedCrops tenth CROPS SPLITS SEED WORK: of the seed's training and validation crops keeps a tenth of all crops as labelled, whole
 * patients drawn by the seed, one crop in five of them for validation: WORK/tenth.json.
 *
 * <p>MixedCrops label CROPS WORK RUN: folders for students in WORK: strong (all masks), soft (the teacher RUN's labels of the crops whose
 * masks are hidden), boxes (their boxes alone), and WORK/arms.json with a split for each arm of the study.
 *
 * <p>java --add-modules jdk.incubator.vector -cp 'HOME/lib/*:HOME/spark/jars/*' bench/MixedCrops.java ...; HOME is a distribution
 */
public class MixedCrops {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PARTS = List.of("train", "validation", "test");

    public static void main(String[] args) throws IOException {
        if (args[0].equals("tenth")) {
            tenth(Path.of(args[1]), Path.of(args[2]), args[3], Path.of(args[4]));
        } else {
            label(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
        }
    }

    private static void tenth(Path crops, Path splits, String seed, Path work) throws IOException {
        JsonNode split = JSON.readTree(splits.toFile()).at("/seeds/" + seed);
        Map<String, List<String>> byPatient = new TreeMap<>();
        for (String part : List.of("train", "validation")) {
            for (JsonNode name : split.get(part)) {
                JsonNode reference = JSON.readTree(
                        crops.resolve("references").resolve(name.asText() + ".json").toFile());
                byPatient
                        .computeIfAbsent(reference.get("patient").asText(), p -> new ArrayList<>())
                        .add(name.asText());
            }
        }
        List<List<String>> patients = new ArrayList<>(byPatient.values());
        Collections.shuffle(patients, new Random(Long.parseLong(seed)));
        int all = split.get("train").size()
                + split.get("validation").size()
                + split.get("test").size();
        List<String> validation = take(patients, all / 50);
        List<String> train = take(patients, all / 10 - validation.size());
        ObjectNode root = JSON.createObjectNode();
        train.forEach(root.putArray("train")::add);
        validation.forEach(root.putArray("validation")::add);
        root.set("test", split.get("test"));
        ArrayNode hidden = root.putArray("hidden");
        patients.forEach(names -> names.forEach(hidden::add));
        Files.createDirectories(work);
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(work.resolve("tenth.json").toFile(), root);
    }

    /** Whole patients from the front, until there are that many crops or a few more. */
    private static List<String> take(List<List<String>> patients, int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.addAll(patients.remove(0));
        }
        return taken;
    }

    private static void label(Path crops, Path work, Path run) throws IOException {
        Storage storage = Storage.standard();
        Dataset source = Dataset.open(storage, crops.toString());
        JsonNode tenth = JSON.readTree(work.resolve("tenth.json").toFile());
        Path strong = folder(storage, work, "strong", DatasetInfo.Supervision.STRONG, source, "manual");
        Path soft = folder(storage, work, "soft", DatasetInfo.Supervision.SOFT, source, "teacher of a tenth");
        Path boxes = folder(storage, work, "boxes", DatasetInfo.Supervision.WEAK, source, "");
        for (String name : source.volumes(Dataset.IMAGES).keySet()) {
            copy(crops, strong, name, "Images", "Boxes", "Labels");
        }
        try (InputStream in = Files.newInputStream(run.resolve("model_best.zip"));
                ModelFile model = ModelFile.read(in, "model_best.zip");
                Predictor teacher = Predictor.of(model, EngineRequest.BEST.choice())) {
            for (JsonNode one : tenth.get("hidden")) {
                String name = one.asText();
                copy(crops, soft, name, "Images", "Boxes");
                copy(crops, boxes, name, "Images", "Boxes");
                Volume image = read(crops, "Images", name);
                int[] n = image.grid().shape();
                float[] label = teacher.predict(n[0], n[1], n[2], floats(image), floats(read(crops, "Boxes", name)));
                Path file = Files.createDirectories(soft.resolve("Labels")).resolve(name + ".nii.gz");
                try (OutputStream out = Files.newOutputStream(file)) {
                    NiftiWriter.write(new FloatVolume(image.grid(), label), out);
                }
            }
        }
        ObjectNode arms = JSON.createObjectNode();
        Map<String, String> more = new LinkedHashMap<>();
        more.put("strong", "");
        more.put("soft", "soft/");
        more.put("boxes", "boxes/");
        more.put("all", "strong/");
        more.forEach((arm, prefix) -> {
            ObjectNode split = arms.putObject(arm);
            for (String part : PARTS) {
                ArrayNode names = split.putArray(part);
                tenth.get(part).forEach(name -> names.add("strong/" + name.asText()));
                if (part.equals("train") && !prefix.isEmpty()) {
                    tenth.get("hidden").forEach(name -> names.add(prefix + name.asText()));
                }
            }
        });
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(work.resolve("arms.json").toFile(), arms);
    }

    private static Path folder(
            Storage storage, Path work, String name, DatasetInfo.Supervision worth, Dataset source, String labels)
            throws IOException {
        Path folder = Files.createDirectories(work.resolve(name));
        Optional<String> from = labels.isEmpty() ? Optional.empty() : Optional.of(labels);
        Dataset.write(
                storage,
                folder.toString(),
                DatasetInfo.of(
                        name,
                        DatasetInfo.Kind.PREPROCESSED_STUDENT,
                        worth,
                        from,
                        source.info().preprocessing()));
        return folder;
    }

    private static void copy(Path from, Path to, String name, String... kinds) throws IOException {
        for (String kind : kinds) {
            copy(from.resolve(kind).resolve(name + ".nii.gz"), to.resolve(kind).resolve(name + ".nii.gz"));
        }
        copy(
                from.resolve("references").resolve(name + ".json"),
                to.resolve("references").resolve(name + ".json"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static Volume read(Path crops, String kind, String name) throws IOException {
        String file = name + ".nii.gz";
        try (InputStream in = Files.newInputStream(crops.resolve(kind).resolve(file))) {
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
}
