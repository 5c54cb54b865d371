package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineRequest;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Network;
import org.lungmentor.train.Precision;

class TrainerTest {
    private static final DatasetInfo.Kind TEACHER = DatasetInfo.Kind.PREPROCESSED_TEACHER;
    private static final DatasetInfo.Kind STUDENT = DatasetInfo.Kind.PREPROCESSED_STUDENT;

    @TempDir
    private Path temp;

    private final Storage storage = Storage.standard();
    private final Heard heard = new Heard();

    /** Remembers; and stops a run where a test wants to. */
    private static final class Heard implements TrainingListener {
        private final List<String> sentences = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private int stopAfter = Integer.MAX_VALUE;

        @Override
        public void said(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void updated(int epoch, int epochs, int done, int cases, double loss, double perSecond, double left) {
            if (--stopAfter == 0) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void epochEnded(int epoch, double loss, double validationLoss, double validationDsc, boolean best) {
            losses.add(loss);
        }
    }

    private static TrainSettings settings(Network network, int epochs, double rate) {
        int[] filters = network.student() ? new int[] {4, 4, 6, 6, 8} : new int[] {4, 6, 8, 12};
        TrainSettings usual = TrainSettings.of(network);
        return new TrainSettings(
                network, filters, epochs, rate, 3, 5, usual.flip(), usual.turns(), usual.best(), 1, 3, SoftWeight.FULL);
    }

    private TrainResult train(TrainSettings settings, Crops crops, String run, Optional<String> split, boolean resume)
            throws IOException {
        return Trainer.run(storage, request(settings, crops, run, split, resume), heard, 0);
    }

    private TrainRequest request(
            TrainSettings settings, Crops crops, String run, Optional<String> split, boolean resume) {
        return new TrainRequest(
                settings,
                List.of(crops.folder()),
                temp.resolve(run).toString(),
                split,
                Optional.empty(),
                resume,
                new EngineRequest("torch", "cpu", 1, Precision.FLOAT32));
    }

    private Crops crops(DatasetInfo.Kind kind) throws IOException {
        return new Crops(temp.resolve("crops"), kind, "0.7");
    }

    @Test
    void learnsAndKeepsWhatItPromises() throws IOException {
        Crops crops = crops(TEACHER).with(8, 16, 16, 16);
        TrainSettings settings = new TrainSettings(
                Network.TEACHER,
                new int[] {4, 6, 8, 12},
                25,
                1e-2,
                1,
                5,
                0.25,
                TrainSettings.Turns.ALL,
                TrainSettings.Best.LOSS,
                20,
                3,
                SoftWeight.FULL);
        TrainResult result = train(settings, crops, "run", Optional.empty(), false);
        assertThat(result.epochs()).isEqualTo(25);
        assertThat(result.validationDsc()).isGreaterThan(0.6);
        assertThat(heard.losses.get(24)).isLessThan(heard.losses.get(0) - 0.2);
        Path run = temp.resolve("run");
        for (String name :
                List.of("config.yaml", "split.json", "metrics.csv", "curves.png", "model_best.zip", "model_last.zip")) {
            assertThat(run.resolve(name)).isNotEmptyFile();
        }
        assertThat(run.resolve("config.yaml")).content().contains("precision: float32");
        long epochs = Files.readAllLines(run.resolve("metrics.csv")).stream()
                .filter(l -> l.startsWith("epoch,"))
                .count();
        assertThat(epochs).isEqualTo(25);
        try (ModelFile model = ModelFile.read(Files.newInputStream(run.resolve("model_best.zip")), "best")) {
            assertThat(model.card().preprocessing()).containsEntry("spacing", "0.7");
            assertThat(model.card().labelSource()).isEqualTo("balls");
            assertThat(model.card().trainingData()).hasSize(64);
        }
    }

    @Test
    void softLabelsCountByTheTeachersConfidence() throws IOException {
        Crops strong = crops(TEACHER).with(4, 16, 16, 16);
        Crops soft = new Crops(temp.resolve("soft"), TEACHER, "0.7", DatasetInfo.Supervision.SOFT).with(6, 16, 16, 16);
        soft.probability(0.75f);
        List<byte[]> models = new ArrayList<>();
        for (SoftWeight weight : List.of(SoftWeight.parse("confidence"), SoftWeight.parse("0.75"), SoftWeight.FULL)) {
            TrainSettings s = settings(Network.TEACHER, 2, 1e-2);
            TrainSettings settings = new TrainSettings(
                    s.network(),
                    s.filters(),
                    s.epochs(),
                    s.learningRate(),
                    s.accumulate(),
                    s.seed(),
                    s.flip(),
                    s.turns(),
                    s.best(),
                    s.patience(),
                    s.maxRepeat(),
                    weight);
            String run = temp.resolve("run-" + weight).toString();
            Trainer.run(
                    storage,
                    new TrainRequest(
                            settings,
                            List.of(strong.folder(), soft.folder()),
                            run,
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            new EngineRequest("torch", "cpu", 1, Precision.FLOAT32)),
                    heard);
            assertThat(Path.of(run, "config.yaml")).content().contains("soft-weight: " + weight);
            models.add(Files.readAllBytes(Path.of(run, "model_last.zip")));
        }
        assertThat(models.get(0)).isEqualTo(models.get(1)).isNotEqualTo(models.get(2));
    }

    @Test
    void aTwoDecoderStudentLearnsFromBoxesAloneToo() throws IOException {
        Crops strong = crops(STUDENT).with(3, 32, 16, 16);
        Crops weak = new Crops(temp.resolve("weak"), STUDENT, "0.7", DatasetInfo.Supervision.WEAK).with(4, 32, 16, 16);
        weak.withoutLabels();
        String split =
                strong.split(temp.resolve("s.json"), "\"balls/c01\",\"boxes/c03\",\"boxes/c04\"", "\"balls/c02\"");
        TrainResult result = mixed(Network.DC_STUDENT, strong, weak, split);
        assertThat(result.updates()).isEqualTo(1);
        assertThat(heard.sentences).anyMatch(s -> s.contains("3 cases train"));
        assertThatThrownBy(() -> mixed(Network.SC_STUDENT, strong, weak, split))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a dc-student alone learns");
        String validates = strong.split(temp.resolve("v.json"), "\"balls/c01\"", "\"boxes/c03\"");
        assertThatThrownBy(() -> mixed(Network.DC_STUDENT, strong, weak, validates))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("boxes/c03");
    }

    private TrainResult mixed(Network network, Crops strong, Crops weak, String split) throws IOException {
        return Trainer.run(
                storage,
                new TrainRequest(
                        settings(network, 1, 1e-3),
                        List.of(strong.folder(), weak.folder()),
                        temp.resolve("mixed").toString(),
                        Optional.of(split),
                        Optional.empty(),
                        false,
                        new EngineRequest("torch", "cpu", 1, Precision.FLOAT32)),
                heard);
    }

    @Test
    void goesOnWhereItWasStoppedAsIfItHadNotBeen() throws IOException {
        Crops crops = crops(STUDENT).with(7, 32, 16, 16);
        Optional<String> split = Optional.of(
                crops.split(temp.resolve("s.json"), "\"c01\",\"c02\",\"c03\",\"c04\",\"c05\",\"c06\",\"c07\"", ""));
        train(settings(Network.DC_STUDENT, 3, 1e-3), crops, "whole", split, false);

        heard.stopAfter = 4; // in the middle of the second epoch
        assertThatThrownBy(() -> train(settings(Network.DC_STUDENT, 3, 1e-3), crops, "parts", split, false))
                .hasMessage("stopped");
        train(settings(Network.DC_STUDENT, 3, 1e-3), crops, "parts", split, true);
        assertThat(Files.mismatch(temp.resolve("parts/model_last.zip"), temp.resolve("whole/model_last.zip")))
                .isEqualTo(-1);
        assertThat(rowsWithoutTime("parts")).isEqualTo(rowsWithoutTime("whole"));

        TrainResult again = train(settings(Network.DC_STUDENT, 3, 1e-3), crops, "parts", split, true);
        assertThat(again.why()).contains("finished already");
    }

    private List<String> rowsWithoutTime(String run) throws IOException {
        return Files.readAllLines(temp.resolve(run).resolve("metrics.csv")).stream()
                .map(l -> l.substring(0, l.lastIndexOf(',', l.lastIndexOf(',') - 1)))
                .toList();
    }

    @Test
    void takesTheLastModelAsTheBestWhereNothingValidates() throws IOException {
        Crops crops = crops(STUDENT).with(1, 16, 32, 16);
        Optional<String> split = Optional.of(crops.split(temp.resolve("s.json"), "\"c01\"", ""));
        train(settings(Network.SC_STUDENT, 4, 1e-3), crops, "run", split, false);
        assertThat(Files.mismatch(temp.resolve("run/model_best.zip"), temp.resolve("run/model_last.zip")))
                .isEqualTo(-1);
        assertThat(heard.losses).hasSize(4);
        assertThat(heard.sentences)
                .filteredOn(s -> s.contains("validation part is empty"))
                .hasSize(1);
    }

    @Test
    void lowersAStudentsRateOnceAndThenStops() throws IOException {
        Crops crops = crops(STUDENT).with(2, 32, 32, 32);
        Optional<String> split = Optional.of(crops.split(temp.resolve("s.json"), "\"c01\"", "\"c02\""));
        TrainResult result = train(settings(Network.SC_STUDENT, 50, 1e-12), crops, "run", split, false);
        assertThat(result.epochs()).isEqualTo(3);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(heard.sentences)
                .filteredOn(s -> s.contains("learning rate is"))
                .hasSize(1);
    }

    @Test
    void stopsWithASentenceWhenTheLossIsNoNumber() throws IOException {
        Crops crops = crops(TEACHER).with(2, 16, 16, 16);
        float[] broken = new float[16 * 16 * 16];
        Arrays.fill(broken, Float.POSITIVE_INFINITY);
        crops.image("c01", 16, 16, 16, broken);
        Optional<String> split = Optional.of(crops.split(temp.resolve("s.json"), "\"c01\",\"c02\"", ""));
        assertThatThrownBy(() -> train(settings(Network.UNET, 2, 1e-3), crops, "run", split, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("c01")
                .hasMessageContaining("not a number");
    }

    @Test
    void refusesWrongInputBeforeTheFirstStep() throws IOException {
        Crops crops = crops(TEACHER).with(3, 16, 16, 16);
        refused(settings(Network.SC_STUDENT, 1, 1e-3), crops, "trains on a preprocessed-student");
        crops.mask("Labels", "c02", Crops.grid(16, 16, 8), new byte[16 * 16 * 8]);
        refused(
                settings(Network.UNET, 1, 1e-3),
                crops,
                "has 16 x 16 x 8 voxels, but the crop's image has 16 x 16 x 16");
        Files.delete(temp.resolve("crops/Labels/c02.nii.gz"));
        crops.with(3, 16, 20, 16);
        refused(settings(Network.UNET, 1, 1e-3), crops, "divisible by 8");
        crops.with(3, 8, 8, 8);
        refused(settings(Network.UNET, 1, 1e-3), crops, "single one left at its lowest level");
        assertThat(temp.resolve("run/config.yaml")).doesNotExist();
    }

    private void refused(TrainSettings settings, Crops crops, String why) {
        assertThatThrownBy(() -> train(settings, crops, "run", Optional.empty(), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesToWriteOverARun() throws IOException {
        Crops crops = crops(TEACHER).with(3, 16, 16, 16);
        train(settings(Network.UNET, 1, 1e-3), crops, "run", Optional.empty(), false);
        refused(settings(Network.UNET, 1, 1e-3), crops, "--resume");
        assertThatThrownBy(() -> train(settings(Network.UNET, 1, 1e-2), crops, "run", Optional.empty(), true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("other settings");
    }
}
