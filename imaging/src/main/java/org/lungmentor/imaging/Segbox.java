package org.lungmentor.imaging;

import java.util.Arrays;

/**
 * The box drawn around a mask: in every axial slice the smallest axis-parallel rectangle around all mask voxels of that slice,
 * filled with 1. Two tumours in one slice share one rectangle (thesis, segmentation boxes).
 */
public final class Segbox {
    private Segbox() {}

    /**
     * The slice axis is the array axis that becomes z in canonical; a soft mask counts where it is at least 0.5.
     *
     * @return 0 and 1 on the grid of {@code mask}
     * @throws CaseRefused {@link Reason#SHEARED_GRID} as {@link Orientation#of}
     */
    public static ByteVolume of(Volume mask) {
        Grid grid = mask.grid();
        int sliceAxis = Orientation.of(grid.affine()).sourceAxis(2);
        int columnAxis = sliceAxis == 0 ? 1 : 0;
        int rowAxis = sliceAxis == 2 ? 1 : 2;
        int[] steps = {1, grid.nx(), grid.nx() * grid.ny()};
        byte[] in = mask.mask().values();
        ByteVolume box = ByteVolume.zeros(grid);
        for (int slice = 0; slice < grid.size(sliceAxis); slice++) {
            int first = slice * steps[sliceAxis];
            fill(in, box.values(), first, grid.size(columnAxis), steps[columnAxis], grid.size(rowAxis), steps[rowAxis]);
        }
        return box;
    }

    private static void fill(byte[] mask, byte[] box, int first, int columns, int columnStep, int rows, int rowStep) {
        int left = columns;
        int right = -1;
        int top = rows;
        int bottom = -1;
        for (int row = 0; row < rows; row++) {
            int at = first + row * rowStep;
            for (int column = 0; column < columns; column++) {
                if (mask[at + column * columnStep] != 0) {
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    top = Math.min(top, row);
                    bottom = row;
                }
            }
        }
        for (int row = top; row <= bottom; row++) {
            int at = first + row * rowStep;
            if (columnStep == 1) {
                Arrays.fill(box, at + left, at + right + 1, (byte) 1);
                continue;
            }
            for (int column = left; column <= right; column++) {
                box[at + column * columnStep] = 1;
            }
        }
    }
}
