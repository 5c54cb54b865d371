/**
 * Figures of predicted masks against true ones, by case and by tumour, and the tables of the thesis.
 */
@NullMarked
package org.lungmentor.evaluate;

import org.jspecify.annotations.NullMarked;
