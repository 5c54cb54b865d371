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

    /** The same with another listener. */
    public JobOptions withProgress(ProgressListener listener) {
        return new JobOptions(redo, verify, ignoreKnownRefusals, listener);
    }

    /** The same with {@code redo} set. */
    public JobOptions withRedo() {
        return new JobOptions(true, verify, ignoreKnownRefusals, progress);
    }

    /** The same with {@code verify} set. */
    public JobOptions withVerify() {
        return new JobOptions(redo, true, ignoreKnownRefusals, progress);
    }

    /** The same with {@code ignoreKnownRefusals} set. */
    public JobOptions withIgnoreKnownRefusals() {
        return new JobOptions(redo, verify, true, progress);
    }
}
