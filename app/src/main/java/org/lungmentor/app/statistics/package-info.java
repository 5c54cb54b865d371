/** What a dataset holds, in numbers and as a histogram. */
@NullMarked
package org.lungmentor.app.statistics;

import org.jspecify.annotations.NullMarked;
