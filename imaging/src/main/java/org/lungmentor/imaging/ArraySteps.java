package org.lungmentor.imaging;

/**
 * Where canonical voxels lie in a source array, for loops that turn axes as they go instead of copying.
 *
 * @param first array position of canonical voxel (0, 0, 0)
 * @param x what one step along canonical x adds to the array position, negative where the source runs against it
 * @param y the same along y
 * @param z the same along z
 */
public record CanonicalSteps(int first, int x, int y, int z) {
    /** Array position in the source of a canonical voxel. */
    public int at(int canonicalX, int canonicalY, int canonicalZ) {
        return first + canonicalX * x + canonicalY * y + canonicalZ * z;
    }
}
