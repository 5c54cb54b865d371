/**
 * Compressed pixel data: from the bytes of one frame to its stored values. A {@link org.lungmentor.dicom.codec.PixelDecoder}
 * for each family of transfer syntaxes, found by {@link java.util.ServiceLoader}, so that others can be supplied. Knows
 * nothing of files, data sets and series.
 */
@NullMarked
package org.lungmentor.dicom.codec;

import org.jspecify.annotations.NullMarked;
