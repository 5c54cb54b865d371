/**
 * DICOM as hospitals and archives have it: files read without trust, series checked and stacked into one volume, structure
 * sets turned into masks, box annotations (XML), and phantoms written as all of these. Plain Java: no Spark, no Hadoop types.
 */
@NullMarked
package org.lungmentor.dicom;

import org.jspecify.annotations.NullMarked;
