package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** What tests of refusals share. */
public final class Refusals {
    private Refusals() {}

    /** Fails unless that is refused for the reason, with a sentence that has these words. */
    public static void assertRefused(Reason reason, String words, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(CaseRefused.class, e -> Assertions.assertThat(e.reason())
                        .isEqualTo(reason));
    }
}
