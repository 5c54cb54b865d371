/**
 * Volumes of voxels and what is done to them: geometry in the patient's millimetres, NIfTI files, resampling, connected
 * components, masks and the boxes drawn around them. Plain Java: nothing here knows of Spark, Hadoop or a network.
 *
 * <p>Everywhere: a voxel index is (x, y, z) with x fastest in memory, world coordinates are NIfTI's RAS+ millimetres
 * (x grows to the patient's right, y to the front, z to the head), and an affine takes a voxel index to
 * the world position of that voxel's centre.
 */
@NullMarked
package org.lungmentor.imaging;

import org.jspecify.annotations.NullMarked;
