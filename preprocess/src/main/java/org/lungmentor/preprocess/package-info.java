/**
 * From a dataset to what the networks see, and back: tumour crops for the teacher, one crop a lung for the student, the lungs
 * themselves, and the exact inverses onto the scan's own grid.
 */
@NullMarked
package org.lungmentor.preprocess;

import org.jspecify.annotations.NullMarked;
