/** Pixel data decoded by dcm4che's image readers. */
@NullMarked
package org.lungmentor.adapters.dcm4che;

import org.jspecify.annotations.NullMarked;
