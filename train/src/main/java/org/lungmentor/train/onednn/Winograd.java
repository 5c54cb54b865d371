package org.lungmentor.train.onednn;

/**
 * Winograd's minimal filtering F(m, 3) on every axis (Lavin and Gray 2016, Fast Algorithms for Convolutional Neural Networks,
 * arXiv:1509.09308, sections 4.1 and 4.3). Of a tile of n = m + 2 inputs d and the three weights g of a line it makes m outputs
 * {@code y = A^T ((G g) * (B^T d))} with n products, where the direct sum takes 3m. In three dimensions every matrix is applied along
 * each axis ({@link Pass}), and n^3 products do the work of 27 m^3: 8 times fewer for m = 4, 3.4 times for m = 2.
 *
 * <p>The weight gradient is the derivative of the same formula by g: {@code dg = G^T sum over tiles ((B^T d) * (A dy))}. The matrices
 * belong to the points 0, 1, -1 (m = 2), also 2, -2 (m = 4), and infinity.
 */
enum Winograd {
    /** Relative errors as the direct sum's, 3e-7. */
    F2(
            2,
            TwoPasses::input,
            TwoPasses::weights,
            TwoPasses::output,
            TwoPasses::outputGradient,
            TwoPasses::weightGradient),
    /** Loses about a digit: relative errors of 6e-6. */
    F4(
            4,
            FourPasses::input,
            FourPasses::weights,
            FourPasses::output,
            FourPasses::outputGradient,
            FourPasses::weightGradient);

    private final int outputs;
    private final Pass input;
    private final Pass weights;
    private final Pass output;
    private final Pass outputGradient;
    private final Pass weightGradient;

    Winograd(int outputs, Pass input, Pass weights, Pass output, Pass outputGradient, Pass weightGradient) {
        this.outputs = outputs;
        this.input = input;
        this.weights = weights;
        this.output = output;
        this.outputGradient = outputGradient;
        this.weightGradient = weightGradient;
    }

    /** m, the edge of a tile's output. */
    int outputs() {
        return outputs;
    }

    /** n, the edge of a tile's input and of a transformed tile. */
    int inputs() {
        return outputs + 2;
    }

    /** n^3, the products of a tile. */
    int positions() {
        return inputs() * inputs() * inputs();
    }

    /** Positions whose matrices are multiplied as one item of work: a divisor of them all. */
    int batch() {
        return 2 * inputs();
    }

    /** Memory for a cube of n^3 voxels or positions of one block of channels. */
    float[] cube() {
        return new float[positions() * Lanes.BLOCK];
    }

    /** B^T on each axis: n^3 voxels in a, overwritten, to n^3 positions in b. */
    void input(float[] a, float[] b) {
        cube(input, inputs(), inputs(), a, b);
    }

    /** A^T on each axis: n^3 positions in a, overwritten, to m^3 voxels in b. */
    void output(float[] a, float[] b) {
        cube(output, inputs(), outputs, a, b);
    }

    /** A on each axis: m^3 voxels in a, overwritten, to n^3 positions in b. */
    void outputGradient(float[] a, float[] b) {
        cube(outputGradient, outputs, inputs(), a, b);
    }

    /** G on each axis: 27 taps in a, overwritten, to n^3 positions in b. */
    void weights(float[] a, float[] b) {
        cube(weights, 3, inputs(), a, b);
    }

    /** G^T on each axis: n^3 positions in a, overwritten, to 27 taps in b. */
    void weightGradient(float[] a, float[] b) {
        cube(weightGradient, inputs(), 3, a, b);
    }

    /** Applies a matrix along the width, the height and the depth. */
    private static void cube(Pass pass, int from, int to, float[] a, float[] b) {
        pass.run(a, b, from * from, Lanes.BLOCK);
        pass.run(b, a, from, to * Lanes.BLOCK);
        pass.run(a, b, 1, to * to * Lanes.BLOCK);
    }
}
