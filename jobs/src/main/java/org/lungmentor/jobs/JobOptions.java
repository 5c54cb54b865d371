package org.lungmentor.jobs;

/**
 * How a case job runs; none of it changes what comes out.
 *
 * @param redo do also what is done already
 * @param verify compare the content of inputs even where path, size and time agree
 * @param ignoreKnownRefusals cases refused by an earlier run and unchanged since do not count for the exit status
 * @param progress hears of cases as they end
 */
public record JobOptions(boolean redo, boolean verify, boolean ignoreKnownRefusals, ProgressListener progress) {
    /** Nothing special, silent. */
    public static final JobOptions STANDARD = new JobOptions(false, false, false, ProgressListener.silent());
}
