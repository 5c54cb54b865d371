package org.lungmentor.train;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes one {@link Plan}, forwards and backwards. All arrays are dense float32 in C order in host memory; an engine keeps no
 * reference to them after the call, but for {@code x} between a kept {@link #forward} and its {@link #backward}.
 *
 * <p>One engine serves one network and one thread; engines of several networks may work in several threads at once. Volume
 * sizes may change from call to call (each axis divisible by {@link Plan#divisor}), N is 1 or more; instance norms see each
 * case by itself. The same inputs on the same engine, processor and number of threads give the same bits.
 *
 * <p>The order of calls: {@link #parameters} after every change of the weights; then any number of {@link #forward}, with
 * {@link #backward} after those that keep; at last {@link #gradient} once an update.
 */
public interface NetworkEngine extends AutoCloseable {
    /** Takes the parameters, [{@link Plan#length}] in the plan's order: packed, or sent to the device, once. They are copied. */
    void parameters(INDArray params);

    /**
     * Computes {@code out} [N, heads, D, H, W], the logits (before the sigmoid), from {@code x} [N, inputs, D, H, W].
     *
     * @param keep whether to hold what {@link #backward} needs; forgets what an earlier forward held either way
     */
    void forward(INDArray x, INDArray out, boolean keep);

    /**
     * Adds dL/dparams to the engine's own sum, from {@code outGradient} = dL/dout [N, heads, D, H, W] of the last forward, which
     * kept and is used up; {@code x} must not have changed since.
     *
     * @throws IllegalStateException if the last forward did not keep
     */
    void backward(INDArray outGradient);

    /** Writes the sum over all {@link #backward} since the last call into {@code into} [{@link Plan#length}] and clears it. */
    void gradient(INDArray into);

    @Override
    void close();

    /**
     * Makes engines; found by {@link java.util.ServiceLoader}, so an instance must load where the engine's native libraries, and
     * even its Java bindings, are missing: it refers to the engine's class in {@link #create} alone.
     */
    interface Factory {
        /** {@code onednn}, {@code torch} or {@code nd4j}: the name at the command line. */
        String name();

        /**
         * Why this engine cannot compute on that device here, as a sentence; empty where it can.
         *
         * @param device {@code cpu}, or {@code cuda}, {@code cuda:1}, ...
         * @param precision of the factors of convolutions
         */
        Optional<String> unavailable(String device, Precision precision);

        /**
         * An engine for a plan on a device.
         *
         * @param threads how many threads of this host it may use, at least 1
         */
        NetworkEngine create(Plan plan, String device, int threads, Precision precision);
    }
}
