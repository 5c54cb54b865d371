/**
 * Checks of the machine, one class a subject. Each says what it found; where something is wrong also the setting that mends
 * it. Nothing here changes anything.
 */
@NullMarked
package org.lungmentor.app.doctor;

import org.jspecify.annotations.NullMarked;
