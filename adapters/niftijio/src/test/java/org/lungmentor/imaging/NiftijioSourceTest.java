package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungmentor.adapters.niftijio.NiftijioSource;

/** niftijio in our reader's place. */
class NiftijioSourceTest extends NiftiSourceContract {
    @Override
    protected NiftiSource source() {
        return new NiftijioSource();
    }

    @Test
    void isAskedInsteadOfOurs() {
        assertThat(NiftiReader.source()).isInstanceOf(NiftijioSource.class);
    }
}
