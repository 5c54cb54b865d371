package org.lungmentor.train.trainer;

import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.RunLock;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.EngineChoice;
import org.lungmentor.train.Learner;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Plan;
import org.lungmentor.train.Precision;
import org.lungmentor.train.UNetConf;
import org.lungmentor.train.split.Split;
import org.lungmentor.train.split.SplitFile;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains one network on one machine (thesis, sections 3.4.2 and 3.4.3): batches of one, gradients averaged over several cases
 * for one Adam step and then cleared, validation after every epoch, the best and the last model kept.
 */
public final class Trainer {
    private static final double CHECKPOINT_SECONDS = 600;

    private final TrainSettings settings;
    private final RunFolder folder;
    private final RunInput input;
    private final CropReader reader;
    private final Metrics metrics;
    private final TrainingListener listener;
    private final Learner learner;
    private RunState state;
    private final long started = System.nanoTime();
    private final double secondsBefore;
    private final double checkpointSeconds;
    private double checkpointAt;
    private double waited; // for this epoch's crops so far

    private Trainer(
            Storage storage,
            TrainRequest request,
            RunFolder folder,
            RunInput input,
            CropReader reader,
            RunState state,
            Learner learner,
            TrainingListener listener,
            double checkpointSeconds)
            throws IOException {
        this.checkpointSeconds = checkpointSeconds;
        this.settings = request.settings();
        this.folder = folder;
        this.input = input;
        this.reader = reader;
        this.state = state;
        this.learner = learner;
        this.listener = listener;
        this.metrics = Metrics.open(storage, storage.absolute(request.run()), state.metricsRows());
        this.secondsBefore = state.seconds();
        this.checkpointAt = state.seconds();
    }

    /**
     * Trains, or goes on training, until the last epoch or until nothing has got better for long enough.
     *
     * @throws UsageException if the input is wrong (before the first step), or the loss is no number any more
     * @throws org.lungmentor.jobs.RunLocked if another process trains in this folder
     */
    public static TrainResult run(Storage storage, TrainRequest request, TrainingListener listener) throws IOException {
        return run(storage, request, listener, CHECKPOINT_SECONDS);
    }

    /** As the other, with a checkpoint within an epoch after that many seconds. */
    static TrainResult run(Storage storage, TrainRequest request, TrainingListener listener, double checkpointSeconds)
            throws IOException {
        TrainSettings settings = request.settings();
        Plan plan = Plan.of(settings.network(), settings.filters());
        CropReader reader = new CropReader(storage, plan);
        RunInput input = RunInput.open(storage, request, reader);
        EngineChoice engines = request.engine().choice();
        try (RunLock lock = RunLock.acquire(storage, request.run(), "train")) {
            RunFolder folder = new RunFolder(storage, request.run());
            RunState state = folder.begin(request.yaml(), request.resume());
            SplitFile.write(storage, folder.path("split.json"), input.split());
            tell(listener, engines, input, state);
            try (Learner learner = new Learner(network(plan, settings, folder, state), engines.create(plan))) {
                Trainer trainer = new Trainer(
                        storage, request, folder, input, reader, state, learner, listener, checkpointSeconds);
                TrainResult result = trainer.train();
                lock.check();
                return result;
            }
        }
    }

    /**
     * What a run would train on, in a sentence, after every check that a run makes; nothing is written.
     *
     * @throws UsageException if the input is wrong
     */
    public static String check(Storage storage, TrainRequest request) throws IOException {
        TrainSettings settings = request.settings();
        CropReader reader = new CropReader(storage, Plan.of(settings.network(), settings.filters()));
        return sentence(RunInput.open(storage, request, reader));
    }

    private static String sentence(RunInput input) {
        Split split = input.split();
        return Split.cases(split.training()).size() + " cases train ("
                + split.training().size() + " crops, balanced "
                + input.epoch().size() + "), " + Split.cases(split.validation()).size() + " validate, "
                + Split.cases(split.test()).size() + " are kept for the test.";
    }

    private static void tell(TrainingListener listener, EngineChoice engines, RunInput input, RunState state) {
        engines.warning().ifPresent(listener::said);
        String precision = engines.precision() == Precision.FLOAT32
                ? ""
                : ", " + engines.precision().label();
        listener.said("Engine " + engines.factory().name() + " on " + engines.device() + ", " + engines.threads()
                + " threads" + precision + ". " + sentence(input));
        Split split = input.split();
        split.remarks().forEach(listener::said);
        if (split.validation().isEmpty()) {
            listener.said("The validation part is empty: the best model is the last one, and the learning rate and the"
                    + " number of epochs are fixed.");
        }
        if (state.updates() > 0) {
            listener.said("Goes on in epoch " + state.epoch() + " after " + state.updates() + " updates.");
        }
    }

    private static MultiLayerNetwork network(Plan plan, TrainSettings settings, RunFolder folder, RunState state)
            throws IOException {
        double rate = state.patience().lowered() ? settings.loweredRate() : settings.learningRate();
        if (state.updates() == 0) {
            return UNetConf.network(plan, rate, settings.seed());
        }
        try (ModelFile model = folder.checkpointModel(state)) {
            return model.network(rate, state.updates(), settings.seed());
        }
    }

    private TrainResult train() throws IOException {
        TrainResult result = new TrainResult(
                state.epoch() - 1,
                state.updates(),
                state.patience().bestEpoch(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                "The run was finished already.",
                state.seconds());
        while (!state.finished() && state.epoch() <= settings.epochs()) {
            result = epoch();
        }
        metrics.write();
        return result;
    }

    private TrainResult epoch() throws IOException {
        int number = state.epoch();
        double loss = steps(number);
        Validation.Means means = new Validation(input.split().validation(), reader).of(learner);
        Patience patience = state.patience();
        boolean validated = !Double.isNaN(means.loss());
        if (validated) {
            double value = settings.best() == TrainSettings.Best.LOSS ? means.loss() : -means.dsc();
            patience = patience.after(number, value);
        }
        boolean best = validated && patience.bestEpoch() == number;
        metrics.epoch(number, state.updates(), input.epoch().size(), loss, rate(), means, seconds(), waited);
        listener.epochEnded(number, loss, means.loss(), means.dsc(), best);
        learner.checkFinite(number);
        folder.model("model_last.zip", learner, input.card(), false);
        String why = "The last epoch is done.";
        boolean finished = number >= settings.epochs();
        if (validated && !finished && patience.exhausted(settings.patience())) {
            if (settings.network().student() && !patience.lowered()) {
                patience = patience.lower();
                learner.learningRate(settings.loweredRate());
                listener.said("No better epoch for " + settings.patience() + ": the learning rate is "
                        + settings.loweredRate() + " from now on.");
            } else {
                finished = true;
                why = "No epoch was better for " + settings.patience() + ".";
            }
        }
        if (best || (finished && !validated)) {
            folder.model("model_best.zip", learner, input.card(), false);
        }
        metrics.write();
        Curves.draw(metrics.all()).write(folder);
        state = new RunState(
                number + 1, 0, state.updates(), 0, seconds(), metrics.rows(), patience, finished, state.model());
        keep();
        return new TrainResult(
                number,
                state.updates(),
                validated ? patience.bestEpoch() : number,
                loss,
                means.loss(),
                means.dsc(),
                why,
                seconds());
    }

    /** The epoch's steps from where the run is; returns the mean loss of its crops. */
    private double steps(int number) throws IOException {
        Epoch epoch = new Epoch(input.epoch(), settings.seed(), number);
        int cases = epoch.order().size();
        double lossSum = state.lossSum();
        double groupLoss = 0;
        int begin = state.place();
        double begun = seconds();
        double waitedBefore = 0;
        waited = 0;
        try (Prefetch ahead = new Prefetch(
                place -> () -> Augmentation.draw(epoch.random(place), settings.flip(), settings.turns())
                        .apply(reader.read(epoch.order().get(place))),
                begin,
                cases)) {
            for (int place = begin; place < cases; place++) {
                double loss = learn(ahead.take(), epoch.order().get(place).soft());
                if (Double.isNaN(loss)) {
                    throw notANumber(number, epoch.order().get(place).name());
                }
                lossSum += loss;
                groupLoss += loss;
                if (learner.accumulated() == settings.accumulate() || place == cases - 1) {
                    int group = learner.accumulated();
                    learner.update();
                    waited = ahead.waitedSeconds();
                    metrics.update(
                            number,
                            state.updates() + 1,
                            group,
                            groupLoss / group,
                            rate(),
                            seconds(),
                            waited - waitedBefore);
                    waitedBefore = waited;
                    state = new RunState(
                            number,
                            place + 1,
                            state.updates() + 1,
                            lossSum,
                            seconds(),
                            metrics.rows(),
                            state.patience(),
                            false,
                            state.model());
                    double perSecond = (place + 1 - begin) / Math.max(1e-9, seconds() - begun);
                    double left = ((double) (settings.epochs() - number) * cases + cases - place - 1) / perSecond;
                    listener.updated(number, settings.epochs(), place + 1, cases, groupLoss / group, perSecond, left);
                    groupLoss = 0;
                    if (seconds() - checkpointAt > checkpointSeconds && place < cases - 1) {
                        metrics.write();
                        keep();
                    }
                }
            }
        }
        return lossSum / cases;
    }

    private double learn(Sample sample, boolean soft) {
        try (INDArray x = sample.x();
                INDArray t = sample.t()) {
            return learner.learn(
                    x,
                    t,
                    sample.labelled() ? 0 : 1,
                    soft ? settings.softWeight().of(sample.target()[0]) : 1);
        }
    }

    private UsageException notANumber(int epoch, String crop) {
        return new UsageException("In epoch " + epoch + ", at the crop " + crop
                + ", the loss is not a number any more: take a lower --learning-rate, and look at that crop's image. "
                + (epoch > 1 ? "model_last.zip holds the weights of the epoch before." : "No model was kept yet."));
    }

    private void keep() throws IOException {
        state = folder.checkpoint(state, learner, input.card());
        checkpointAt = seconds();
    }

    private double rate() {
        return state.patience().lowered() ? settings.loweredRate() : settings.learningRate();
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - started) / 1e9;
    }
}
