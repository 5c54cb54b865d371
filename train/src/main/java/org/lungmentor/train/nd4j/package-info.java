/** The engine {@code nd4j}: plain ND4J operations, on whatever backend ND4J has; the readable reference. */
@NullMarked
package org.lungmentor.train.nd4j;

import org.jspecify.annotations.NullMarked;
