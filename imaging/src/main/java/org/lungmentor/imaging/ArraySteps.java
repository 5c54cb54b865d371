package org.lungmentor.imaging;

/**
 * Where the voxels of one grid lie in an array that stores them in another order of axes: for loops that turn axes as they go
 * instead of copying.
 *
 * @param first array position of voxel (0, 0, 0)
 * @param x what one step along x adds to the array position, negative where the array runs against it
 * @param y the same along y
 * @param z the same along z
 */
public record ArraySteps(int first, int x, int y, int z) {
    /** Array position of a voxel. */
    public int at(int voxelX, int voxelY, int voxelZ) {
        return first + voxelX * x + voxelY * y + voxelZ * z;
    }
}
