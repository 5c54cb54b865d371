/**
 * The {@code onednn} engine: a whole network on the processor. Convolutions are oneDNN's, everything between them is written with
 * the JDK's vector API, and the engine owns the memory of the whole network.
 *
 * <p>The way in: {@link org.lungmentor.train.onednn.OneDnnEngine} keeps a {@code WeightStore} (packed weights and summed
 * gradients, independent of the volume's size) and for each size a {@code Program}: a list of {@code Step}s over {@code Tensor}s,
 * whose places {@code BufferPlan} decides. {@code Layers} says what of the plan is computed together; {@code ProgramBuilder}
 * turns that into steps, forwards and backwards. The ways of convolving are {@code Convolver}s: {@code WinogradConvolver} where
 * {@code WinogradRule} says so, else {@code DirectConvolver}, else {@code ColumnConvolver}.
 *
 * <p>The 2D lung network is made of the same: {@link org.lungmentor.train.onednn.R231Network} has a {@code Program} for each thread
 * ({@code R231Program}), whose steps work on planes, tensors of depth 1.
 */
@NullMarked
package org.lungmentor.train.onednn;

import org.jspecify.annotations.NullMarked;
