package org.lungmentor.expand;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.lungmentor.train.EngineChoice;

/**
 * Which engine is wanted, decided on the machine that computes: an executor may have a GPU where the driver has none.
 *
 * @param engine its name; empty text: the best there is
 * @param device {@code cpu}, {@code cuda:1}, ...; empty text: the one that the task was given
 * @param threads 0: one a processor
 */
public record EngineRequest(String engine, String device, int threads) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The best engine that a machine has. */
    public static final EngineRequest BEST = new EngineRequest("", "", 0);

    /** @throws org.lungmentor.imaging.UsageException if there is no such engine or device on this machine */
    EngineChoice choice() {
        return EngineChoice.of(
                engine.isEmpty() ? Optional.empty() : Optional.of(engine),
                device.isEmpty() ? Optional.empty() : Optional.of(device),
                threads == 0 ? OptionalInt.empty() : OptionalInt.of(threads));
    }
}
