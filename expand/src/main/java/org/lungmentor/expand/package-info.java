/**
 * The networks at work: the teacher mapped over weak scans writes soft labels, the student (or the teacher with a box)
 * outlines tumours on new scans.
 */
@NullMarked
package org.lungmentor.expand;

import org.jspecify.annotations.NullMarked;
