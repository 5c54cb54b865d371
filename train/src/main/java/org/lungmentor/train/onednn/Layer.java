package org.lungmentor.train.onednn;

import java.util.List;
import org.lungmentor.train.Plan.Operation;

/** What is computed as one: operations of a plan, joined where that saves work or memory. Values are the plan's numbers. */
sealed interface Layer {
    /**
     * Convolutions of the same value with the same kernel size and stride, as one convolution with the channels of all: a residual
     * unit's step and its shortcut, or the two decoders' first steps up from the same lowest level. Neither bias nor norm: see
     * {@link Activate}.
     *
     * @param up transposed
     */
    record Convolve(boolean up, int input, List<Operation> branches) implements Layer {}

    /**
     * Instance norm and PReLU of what {@code convolution} gave, plus the value {@code addend} (-1: none), makes {@code result}. Where
     * the addend is a convolution's bare result, its bias is added here.
     */
    record Activate(Operation convolution, int addend, int result) implements Layer {}

    /** The transposed convolution to a single channel at full size. Bare ones add their bias. */
    record Head(Operation convolution) implements Layer {}

    /** The 3x3x3 convolution of a single channel to a single channel at full size, plus bias, plus its input. */
    record Single(Operation convolution, int result) implements Layer {}
}
