package org.lungmentor.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures of a case by name, as they stand in ledgers, CSV columns and table heads. */
public enum Figure {
    DSC("dsc", "DSC", Kind.SHARE, always(CaseFigures::dsc)),
    DSC_TP("dscTp", "DSC-TP", Kind.SHARE, CaseFigures::dscTp),
    PRECISION("precision", "Precision", Kind.SHARE, always(CaseFigures::precision)),
    RECALL("recall", "Recall", Kind.SHARE, always(CaseFigures::recall)),
    F1("f1", "F1", Kind.SHARE, always(CaseFigures::f1)),
    F1_THESIS("f1Thesis", "F1 (thesis)", Kind.SHARE, always(CaseFigures::f1Thesis)),
    SURFACE_DICE_2MM("surfaceDice2mm", "Surface Dice", Kind.SHARE, always(CaseFigures::surfaceDice2mm)),
    HD95_MM("hd95Mm", "HD95 mm", Kind.LENGTH, CaseFigures::hd95Mm),
    TP("tp", "TP", Kind.COUNT, always(CaseFigures::tp)),
    FP("fp", "FP", Kind.COUNT, always(CaseFigures::fp)),
    FN("fn", "FN", Kind.COUNT, always(CaseFigures::fn)),
    FOUND("found", "Found", Kind.COUNT, always(CaseFigures::found)),
    TRUTHS("truths", "Truths", Kind.COUNT, always(CaseFigures::truths)),
    PREDICTION_MM3("predictionMm3", "Prediction mm3", Kind.VOLUME, always(CaseFigures::predictionMm3)),
    TRUTH_MM3("truthMm3", "Truth mm3", Kind.VOLUME, always(CaseFigures::truthMm3)),
    KEPT_MM3("keptMm3", "Kept mm3", Kind.VOLUME, always(CaseFigures::keptMm3)),
    TRUE_POSITIVE_MM3("truePositiveMm3", "True positive mm3", Kind.VOLUME, always(CaseFigures::truePositiveMm3));

    /** What the numbers of a figure are. */
    public enum Kind {
        /** In [0, 1]; tables show it times 100. */
        SHARE,
        /** In mm. */
        LENGTH,
        /** Components of a case; tables sum it. */
        COUNT,
        /** In mm3. */
        VOLUME
    }

    /** The figures of which tables show mean and SD. */
    static final List<Figure> AVERAGED = Arrays.stream(values())
            .filter(f -> f.kind == Kind.SHARE || f.kind == Kind.LENGTH)
            .toList();

    private final String key;
    private final String head;
    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // accessors: no state
    private final Function<CaseFigures, OptionalDouble> of;

    Figure(String key, String head, Kind kind, Function<CaseFigures, OptionalDouble> of) {
        this.key = key;
        this.head = head;
        this.kind = kind;
        this.of = of;
    }

    /** The name in ledgers and CSV files. */
    public String key() {
        return key;
    }

    /** The name in a table's head. */
    String head() {
        return head;
    }

    /** What its numbers are. */
    public Kind kind() {
        return kind;
    }

    /** The figure of a case; empty where it is undefined. */
    OptionalDouble of(CaseFigures figures) {
        return of.apply(figures);
    }

    /** All defined figures of a case by key. */
    static SortedMap<String, Double> byKey(CaseFigures figures) {
        SortedMap<String, Double> map = new TreeMap<>();
        for (Figure figure : values()) {
            figure.of(figures).ifPresent(v -> map.put(figure.key, v));
        }
        return map;
    }

    private static Function<CaseFigures, OptionalDouble> always(ToDoubleFunction<CaseFigures> figure) {
        return f -> OptionalDouble.of(figure.applyAsDouble(f));
    }
}
