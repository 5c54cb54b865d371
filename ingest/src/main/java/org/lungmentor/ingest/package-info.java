/**
 * From source files (DICOM with structure sets or XML boxes, MSD folders, NIfTI) to a dataset: images in Hounsfield units,
 * boxes and labels on one grid a case.
 */
@NullMarked
package org.lungmentor.ingest;

import org.jspecify.annotations.NullMarked;
