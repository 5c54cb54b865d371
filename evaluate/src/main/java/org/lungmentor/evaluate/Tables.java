package org.lungmentor.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Mean and SD over cases, for each dataset and all together, of the predictions, the post-processed predictions and the boxes:
 * the numbers of the thesis's tables 4.1 to 4.4 and what goes beyond.
 */
final class Tables {
    private Tables() {}

    /**
     * @param model what the predictions are called
     * @param datasets the datasets in the order of the rows
     * @param lines the cases; those without figures are left out
     */
    static List<TableCell> of(String model, List<String> datasets, List<CaseLine> lines) {
        List<TableCell> cells = new ArrayList<>();
        for (Variant variant : Variant.values()) {
            for (String dataset : datasets) {
                add(cells, model, variant, dataset, lines, e -> e.dataset().equals(dataset));
            }
            if (datasets.size() > 1) {
                add(cells, model, variant, datasets.size() == 2 ? "both" : "all", lines, e -> true);
            }
        }
        return cells;
    }

    private static void add(
            List<TableCell> cells,
            String model,
            Variant variant,
            String dataset,
            List<CaseLine> lines,
            Predicate<CaseLine> belongs) {
        List<CaseLine> judged =
                lines.stream().filter(e -> e.has(variant) && belongs.test(e)).toList();
        if (judged.isEmpty()) {
            return;
        }
        Detection pooled = new Detection(
                sum(judged, variant, Figure.TP),
                sum(judged, variant, Figure.FP),
                sum(judged, variant, Figure.FN),
                sum(judged, variant, Figure.FOUND));
        for (Figure figure : Figure.values()) {
            cells.add(new TableCell(
                    variant.label(model),
                    variant.post(),
                    dataset,
                    judged.size(),
                    figure,
                    MeanSd.of(values(judged, variant, figure)),
                    pooled(pooled, figure)));
        }
    }

    private static double[] values(List<CaseLine> judged, Variant variant, Figure figure) {
        return judged.stream()
                .map(e -> variant.figure(e.figures(), figure))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }

    private static long sum(List<CaseLine> judged, Variant variant, Figure figure) {
        double sum = 0;
        for (double value : values(judged, variant, figure)) {
            sum += value;
        }
        return Math.round(sum);
    }

    private static OptionalDouble pooled(Detection d, Figure figure) {
        return switch (figure) {
            case TP -> OptionalDouble.of((double) d.tp());
            case FP -> OptionalDouble.of((double) d.fp());
            case FN -> OptionalDouble.of((double) d.fn());
            case FOUND -> OptionalDouble.of((double) d.found());
            case TRUTHS -> OptionalDouble.of((double) (d.found() + d.fn()));
            case PRECISION -> OptionalDouble.of(d.precision());
            case RECALL -> OptionalDouble.of(d.recall());
            case F1 -> OptionalDouble.of(d.f1());
            case F1_THESIS -> OptionalDouble.of(d.f1Thesis());
            default -> OptionalDouble.empty();
        };
    }
}
