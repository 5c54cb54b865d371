package org.lungmentor.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
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
 * most of their edge) are not judged: lungs may reach their edges. How well a mask fits is how much denser it is than what lies around it within the slice: the share of soft tissue in
 * the mask less the share of it a few millimetres beyond its edge. A tumour in a lung comes near 1, a mask on healthy lung or
 * within the heart near 0.
 */
final class LabelCheck {
    private static final float SOFT_TISSUE_HU = -300;
    private static final float OUTSIDE_AIR_HU = -700; // low: thin skin, blurred, still parts lungs from the room
    private static final double WHOLE_SECTION_MM = 250;
    private static final double JUDGED_EDGE = 0.5;
    private static final double MOSTLY = 0.5;
    private static final double BETTER_BY = 0.4;
    private static final double AROUND_MM = 5;
    private static final String[] SIDES = {"left and right", "front and back", "head and feet"};

    private final Volume image;
    private final ByteVolume mask;
    private final Grid grid;
    private final ArraySteps steps;

    /** Image and mask on one grid. */
    LabelCheck(Volume image, ByteVolume mask) {
        this.image = image;
        this.mask = mask;
        Orientation orientation = Orientation.of(mask.grid().affine());
        this.grid = orientation.canonical(mask.grid());
        this.steps = orientation.steps(mask.grid());
    }

    /** A sentence if the mask is suspect. */
    Optional<String> suspicion() {
        int[] count = new int[2];
        boolean wholeSections =
                Math.min(grid.nx() * grid.spacingMm()[0], grid.ny() * grid.spacingMm()[1]) >= WHOLE_SECTION_MM;
        for (int z = 0; wholeSections && z < grid.nz(); z++) {
            if (hasMask(z)) {
                countOutside(z, count);
            }
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

    private boolean hasMask(int z) {
        for (int y = 0; y < grid.ny(); y++) {
            for (int x = 0; x < grid.nx(); x++) {
                if (mask.values()[steps.at(x, y, z)] != 0) {
                    return true;
                }
            }
        }
        return false;
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
            if (mask.values()[steps.at(at % nx, at / nx, z)] != 0) {
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
        int dx = Math.max(1, (int) Math.rint(AROUND_MM / grid.spacingMm()[0]));
        int dy = Math.max(1, (int) Math.rint(AROUND_MM / grid.spacingMm()[1]));
        int[] within = new int[2];
        int[] around = new int[2];
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    if (mask.values()[steps.at(x, y, z)] != 0) {
                        count(x, y, z, mirrored, within);
                        countAround(x - dx, y, z, mirrored, around);
                        countAround(x + dx, y, z, mirrored, around);
                        countAround(x, y - dy, z, mirrored, around);
                        countAround(x, y + dy, z, mirrored, around);
                    }
                }
            }
        }
        return within[0] == 0 || around[0] == 0 ? 0 : (double) within[1] / within[0] - (double) around[1] / around[0];
    }

    private void countAround(int x, int y, int z, int mirrored, int[] count) {
        if (grid.contains(x, y, z) && mask.values()[steps.at(x, y, z)] == 0) {
            count(x, y, z, mirrored, count);
        }
    }

    private void count(int x, int y, int z, int mirrored, int[] count) {
        count[0]++;
        int at = steps.at(
                mirrored == 0 ? grid.nx() - 1 - x : x,
                mirrored == 1 ? grid.ny() - 1 - y : y,
                mirrored == 2 ? grid.nz() - 1 - z : z);
        count[1] += image.value(at) < SOFT_TISSUE_HU ? 0 : 1;
    }
}
