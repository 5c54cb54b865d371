package org.lungmentor.train;

import java.util.Optional;

/**
 * What an {@link EngineRequest} came to on this machine: which engine computes, on which device, with how many threads.
 *
 * @param warning what is lost with this choice, as a sentence; empty where it is the best there is
 */
public record EngineChoice(
        NetworkEngine.Factory factory, String device, int threads, Precision precision, Optional<String> warning) {
    /** An engine for this plan. */
    public NetworkEngine create(Plan plan) {
        return factory.create(plan, device, threads, precision);
    }
}
