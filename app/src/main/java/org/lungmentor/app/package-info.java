/**
 * The command line: options turned into jobs, the demo, the doctor.
 */
@NullMarked
package org.lungmentor.app;

import org.jspecify.annotations.NullMarked;
