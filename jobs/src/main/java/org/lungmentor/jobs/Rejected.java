package org.lungmentor.jobs;

import org.lungmentor.imaging.Reason;

/**
 * What a step's planning found and will not hand to its processor: it becomes a row as if the processor had refused it.
 *
 * @param one its name, patient and group; for what never was a candidate, a name that is the same in every run
 * @param reason why: {@link Reason#isSkipped()} decides whether it counts as refused or as skipped
 * @param sentence what was found, where, what to do
 */
public record Rejected(Case one, Reason reason, String sentence) {}
