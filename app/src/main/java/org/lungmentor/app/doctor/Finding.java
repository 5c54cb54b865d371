package org.lungmentor.app.doctor;

import java.util.Optional;

/**
 * One thing seen.
 *
 * @param subject what was looked at, a word or two
 * @param verdict how it stands
 * @param text what was found
 * @param mend the setting or step that mends it; empty where all is well
 */
public record Finding(String subject, Verdict verdict, String text, Optional<String> mend) {
    /** How bad it is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** Works, but slower or closer to a limit than it could. */
        WARNING,
        /** Commands will fail. */
        BROKEN
    }

    /** All is well. */
    public static Finding ok(String subject, String text) {
        return new Finding(subject, Verdict.OK, text, Optional.empty());
    }

    /** It works, less well than it could. */
    public static Finding warning(String subject, String text, String mend) {
        return new Finding(subject, Verdict.WARNING, text, Optional.of(mend));
    }

    /** It does not work. */
    public static Finding broken(String subject, String text, String mend) {
        return new Finding(subject, Verdict.BROKEN, text, Optional.of(mend));
    }
}
