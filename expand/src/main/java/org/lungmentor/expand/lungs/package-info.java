/**
 * What surrounds R231, lungmask's 2D lung network: slices of a scan to the network's input, and its classes to a lung map.
 *
 * <p>Described from the published program (lungmask 0.2.20, J. Hofmanninger et al. 2020, doi 10.1186/s41747-020-00173-2) and equal to
 * it in every voxel. {@link org.lungmentor.expand.lungs.R231LungMap} is the way in: {@code BodyBox} finds the body on each slice,
 * {@code Zoom} resizes it and the classes back, {@code LungPieces} mends what the network said of all slices together.
 */
@NullMarked
package org.lungmentor.expand.lungs;

import org.jspecify.annotations.NullMarked;
