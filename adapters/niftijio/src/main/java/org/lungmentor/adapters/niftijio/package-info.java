/** NIfTI files read by niftijio. */
@NullMarked
package org.lungmentor.adapters.niftijio;

import org.jspecify.annotations.NullMarked;
