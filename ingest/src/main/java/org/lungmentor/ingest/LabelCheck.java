package org.lungmentor.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungmentor.imaging.ArraySteps;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Orientation;
import org.lungmentor.imaging.Volume;

/**
 * Whether a mask looks as if it were not this scan's: mostly outside the body, or fitting better when it is mirrored. Nothing
 * is corrected: a person has to look.
 *
 * <p>Outside is air that reaches the edge of an axial slice; crops (slices under 250 mm wide or deep, or with tissue along
 * most of their edge) are not judged: lungs may reach their edges. How well a mask fits is how much denser it is than what
 * lies around it: of all pairs of a voxel in the mask and one a few millimetres beyond its edge, the share in which the first
 * is soft tissue and the second is not, less the share in which it is the other way round. A tumour in a lung comes near 1, a
 * mask within a lung, within the heart or along a wall that is not its own near 0. Voxels deep in the mask take no part: a
 * large mask and its mirror image share many of them.
 */
final class LabelCheck {
    private static final float SOFT_TISSUE_HU = -300;
    private static final float OUTSIDE_AIR_HU = -700; // low: thin skin, blurred, still parts lungs from the room
    private static final double WHOLE_SECTION_MM = 250;
    private static final double JUDGED_EDGE = 0.5;
    private static final double MOSTLY = 0.5;
    private static final double BETTER_BY = 0.25;
    private static final double AROUND_MM = 5;
    private static final String[] SIDES = {"left and right", "front and back", "head and feet"};

    private final Volume image;
    private final ByteVolume mask;
    private final Grid grid;
    private final ArraySteps steps;
    private final int[] voxels; // of the mask, canonical, x fastest

    /** Image and mask on one grid. */
    LabelCheck(Volume image, ByteVolume mask) {
        this.image = image;
        this.mask = mask;
        Orientation orientation = Orientation.of(mask.grid().affine());
        this.grid = orientation.canonical(mask.grid());
        this.steps = orientation.steps(mask.grid());
        this.voxels = IntStream.range(0, grid.voxels())
                .filter(v -> isMask(v % grid.nx(), v / grid.nx() % grid.ny(), v / grid.nx() / grid.ny()))
                .toArray();
    }

    private boolean isMask(int x, int y, int z) {
        return mask.values()[steps.at(x, y, z)] != 0;
    }

    /** A sentence if the mask is suspect. */
    Optional<String> suspicion() {
        int[] count = new int[2];
        boolean wholeSections =
                Math.min(grid.nx() * grid.spacingMm()[0], grid.ny() * grid.spacingMm()[1]) >= WHOLE_SECTION_MM;
        if (wholeSections) {
            IntStream.of(voxels).map(v -> v / grid.nx() / grid.ny()).distinct().forEach(z -> countOutside(z, count));
        }
        if (count[0] > 0 && count[1] > MOSTLY * count[0]) {
            return Optional.of(
                    100L * count[1] / count[0] + " % of the label lies in the air outside the body: look at it.");
        }
        double as = fit(-1);
        int best = -1;
        double bestFit = as + BETTER_BY;
        for (int axis = 0; axis < 3; axis++) {
            double mirrored = fit(axis);
            if (mirrored > bestFit) {
                bestFit = mirrored;
                best = axis;
            }
        }
        return best < 0
                ? Optional.empty()
                : Optional.of("The label would fit better with " + SIDES[best] + " exchanged: look at it.");
    }

    /** Adds a slice's mask voxels, and how many of them are outside, if the slice can be judged. */
    private void countOutside(int z, int[] count) {
        int nx = grid.nx();
        int ny = grid.ny();
        boolean[] outside = new boolean[nx * ny];
        Deque<Integer> open = new ArrayDeque<>();
        int edge = 0;
        int air = 0;
        for (int y = 0; y < ny; y++) {
            for (int x = 0; x < nx; x++) {
                if (x == 0 || y == 0 || x == nx - 1 || y == ny - 1) {
                    edge++;
                    if (isOutsideAir(x, y, z)) {
                        air++;
                        outside[y * nx + x] = true;
                        open.push(y * nx + x);
                    }
                }
            }
        }
        if (air < JUDGED_EDGE * edge) {
            return;
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            int x = at % nx;
            int y = at / nx;
            reach(x - 1, y, z, outside, open);
            reach(x + 1, y, z, outside, open);
            reach(x, y - 1, z, outside, open);
            reach(x, y + 1, z, outside, open);
        }
        for (int at = 0; at < outside.length; at++) {
            if (isMask(at % nx, at / nx, z)) {
                count[0]++;
                count[1] += outside[at] ? 1 : 0;
            }
        }
    }

    private void reach(int x, int y, int z, boolean[] outside, Deque<Integer> open) {
        int at = y * grid.nx() + x;
        if (x >= 0 && y >= 0 && x < grid.nx() && y < grid.ny() && !outside[at] && isOutsideAir(x, y, z)) {
            outside[at] = true;
            open.push(at);
        }
    }

    private boolean isOutsideAir(int x, int y, int z) {
        return image.value(steps.at(x, y, z)) < OUTSIDE_AIR_HU;
    }

    /** @param mirrored canonical axis along which the mask is mirrored in the middle of the image; -1: none */
    private double fit(int mirrored) {
        int pairs = 0;
        int denser = 0;
        for (int voxel : voxels) {
            int[] at = {voxel % grid.nx(), voxel / grid.nx() % grid.ny(), voxel / grid.nx() / grid.ny()};
            int within = soft(at, mirrored);
            for (int axis = 0; axis < 3; axis++) {
                int step = Math.max(1, (int) Math.rint(AROUND_MM / grid.spacingMm()[axis]));
                for (int side = -step; side <= step; side += 2 * step) {
                    at[axis] += side;
                    if (grid.contains(at[0], at[1], at[2]) && !isMask(at[0], at[1], at[2])) {
                        pairs++;
                        denser += within - soft(at, mirrored);
                    }
                    at[axis] -= side;
                }
            }
        }
        return pairs == 0 ? 0 : (double) denser / pairs;
    }

    private int soft(int[] at, int mirrored) {
        int place = steps.at(
                mirrored == 0 ? grid.nx() - 1 - at[0] : at[0],
                mirrored == 1 ? grid.ny() - 1 - at[1] : at[1],
                mirrored == 2 ? grid.nz() - 1 - at[2] : at[2]);
        return image.value(place) < SOFT_TISSUE_HU ? 0 : 1;
    }
}
