package org.lungmentor.evaluate;

import java.util.OptionalDouble;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;

/**
 * Compares a prediction's components with its truth's and gives the figures, by any overlap rule, with or without
 * post-processing. Components are found and counted once for all of them.
 */
final class MaskComparison {
    private static final double SMALLEST_MM3 = 100 - 1e-4;

    private final MaskPair masks;
    private final Components predicted;
    private final Components truth;
    private final double voxelMm3;
    private final int large; // predicted components of at least 100 mm3: the first so many
    private final long[] inTruth; // voxels that a predicted component shares with the truth
    private final long[][] shared; // of a large predicted component with each truth component

    /** Finds the components of both. */
    MaskComparison(MaskPair masks) {
        this.masks = masks;
        predicted = Components.of(masks.prediction());
        truth = Components.of(masks.truth());
        voxelMm3 = masks.truth().grid().voxelVolumeMm3();
        int n = 0;
        while (n < predicted.count() && predicted.size(n) * voxelMm3 >= SMALLEST_MM3) {
            n++;
        }
        large = n;
        inTruth = new long[predicted.count()];
        shared = new long[large][truth.count()];
        RunIndex truthRuns = new RunIndex(truth);
        for (int c = 0; c < predicted.count(); c++) {
            int p = c;
            predicted.forEachRun(
                    p,
                    (first, length) -> truthRuns.forEachShared(first, length, (t, voxels) -> {
                        inTruth[p] += voxels;
                        if (p < large) {
                            shared[p][t] += voxels;
                        }
                    }));
        }
    }

    /**
     * The figures.
     *
     * @param overlap what makes a predicted component a true positive
     * @param post whether the prediction is first reduced to its largest component (thesis: "w/post")
     */
    CaseFigures figures(Overlap overlap, boolean post) {
        int all = post ? Math.min(1, predicted.count()) : predicted.count();
        int kept = Math.min(all, large);
        long inBoth = 0;
        for (int p = 0; p < all; p++) {
            inBoth += inTruth[p];
        }
        boolean[] found = new boolean[truth.count()];
        int tp = 0;
        long tpVoxels = 0;
        boolean[] isTrue = new boolean[kept];
        for (int p = 0; p < kept; p++) {
            isTrue[p] = marksFound(overlap, p, found);
            tp += isTrue[p] ? 1 : 0;
            tpVoxels += isTrue[p] ? predicted.size(p) : 0;
        }
        int foundCount = 0;
        for (boolean f : found) {
            foundCount += f ? 1 : 0;
        }
        Detection detection = new Detection(tp, kept - tp, truth.count() - foundCount, foundCount);
        SurfaceDistances surfaces = SurfaceDistances.between(keptMask(kept), masks.truth());
        return new CaseFigures(
                dice(inBoth, voxels(predicted, all), voxels(truth, truth.count())),
                tp == 0 ? OptionalDouble.empty() : OptionalDouble.of(diceOfHits(isTrue, found, tpVoxels)),
                detection.precision(),
                detection.recall(),
                detection.f1(),
                detection.f1Thesis(),
                surfaces.hd95Mm(),
                surfaces.diceWithin(SurfaceDistances.TOLERANCE_MM),
                tp,
                kept - tp,
                truth.count() - foundCount,
                foundCount,
                truth.count(),
                voxels(predicted, all) * voxelMm3,
                voxels(truth, truth.count()) * voxelMm3,
                voxels(predicted, kept) * voxelMm3,
                tpVoxels * voxelMm3);
    }

    /** Whether a predicted component is a true positive; marks the truth components that it finds. */
    private boolean marksFound(Overlap overlap, int p, boolean[] found) {
        if (overlap == Overlap.PREDICTION) {
            boolean hit = overlap.isHit(inTruth[p], predicted.size(p), 0);
            for (int t = 0; hit && t < found.length; t++) {
                found[t] |= shared[p][t] > 0;
            }
            return hit;
        }
        boolean any = false;
        for (int t = 0; t < found.length; t++) {
            boolean hit = overlap.isHit(shared[p][t], predicted.size(p), truth.size(t));
            found[t] |= hit;
            any |= hit;
        }
        return any;
    }

    private double diceOfHits(boolean[] isTrue, boolean[] found, long tpVoxels) {
        long both = 0;
        long foundVoxels = 0;
        for (int t = 0; t < found.length; t++) {
            if (found[t]) {
                foundVoxels += truth.size(t);
                for (int p = 0; p < isTrue.length; p++) {
                    both += isTrue[p] ? shared[p][t] : 0;
                }
            }
        }
        return dice(both, tpVoxels, foundVoxels);
    }

    private ByteVolume keptMask(int kept) {
        if (kept == predicted.count()) {
            return masks.prediction();
        }
        ByteVolume mask = ByteVolume.zeros(masks.prediction().grid());
        for (int p = 0; p < kept; p++) {
            predicted.paint(p, mask.values(), (byte) 1);
        }
        return mask;
    }

    private static double dice(long both, long one, long other) {
        return one + other == 0 ? 1 : 2.0 * both / (one + other);
    }

    private static long voxels(Components components, int first) {
        long sum = 0;
        for (int c = 0; c < first; c++) {
            sum += components.size(c);
        }
        return sum;
    }
}
