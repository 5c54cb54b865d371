package org.lungmentor.jobs;

/** What a command's exit status says to the shell and to a scheduler. */
public final class ExitStatus {
    /** All done, also when there was nothing to do. */
    public static final int DONE = 0;

    /** A defect of ours or a broken machine. */
    public static final int DEFECT = 1;

    /** The call, its configuration or its input as a whole is wrong. */
    public static final int USAGE = 2;

    /** Finished, but some cases were refused or failed. */
    public static final int INCOMPLETE = 3;

    /** Another run holds the lock: try later (EX_TEMPFAIL of sysexits.h). */
    public static final int LOCKED = 75;

    private ExitStatus() {}
}
