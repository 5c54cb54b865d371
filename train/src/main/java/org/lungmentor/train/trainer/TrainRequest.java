package org.lungmentor.train.trainer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lungmentor.train.EngineRequest;

/** One training run as asked for: what to train, on what, where to, and what computes. Can be sent to an executor. */
public final class TrainRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TrainSettings settings;
    private final ArrayList<String> data;
    private final String run;
    private final String split;
    private final TreeSet<String> cases;
    private final boolean resume;
    private final EngineRequest engine;

    /**
     * @param data preprocessed folders
     * @param run the run folder
     * @param split {@code FILE} or {@code FILE#POINTER}; empty: drawn by patient and tumour volume
     * @param cases the only cases to use; empty: all
     * @param resume whether to go on from the run's checkpoint
     * @param engine what computes
     */
    public TrainRequest(
            TrainSettings settings,
            List<String> data,
            String run,
            Optional<String> split,
            Optional<Set<String>> cases,
            boolean resume,
            EngineRequest engine) {
        this.settings = settings;
        this.data = new ArrayList<>(data);
        this.run = run;
        this.split = split.orElse("");
        this.cases = new TreeSet<>(cases.orElse(Set.of()));
        this.resume = resume;
        this.engine = engine;
    }

    /** How to train. */
    public TrainSettings settings() {
        return settings;
    }

    /** All that decides the run's weights, a line each, as config.yaml has them. */
    String yaml() {
        return settings.yaml() + "precision: " + engine.precision().label() + "\n";
    }

    /** Preprocessed folders. */
    public List<String> data() {
        return List.copyOf(data);
    }

    /** The run folder. */
    public String run() {
        return run;
    }

    /** The split file with its pointer; empty: drawn. */
    public Optional<String> split() {
        return split.isEmpty() ? Optional.empty() : Optional.of(split);
    }

    /** Whether a case may be used. */
    boolean uses(String caseName) {
        return cases.isEmpty() || cases.contains(caseName);
    }

    /** Whether to go on from the run's checkpoint. */
    public boolean resume() {
        return resume;
    }

    /** What computes, to be found on the machine that trains. */
    EngineRequest engine() {
        return engine;
    }
}
