package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Laws of decimal strings (PS3.5 6.2). */
class WritableAttributesProperties {
    @Property
    void aDecimalStringHasAtMost16CharactersAndIsClosestToItsNumber(
            @ForAll @DoubleRange(min = -1e12, max = 1e12) double value) {
        String text = WritableAttributes.decimal(value);
        assertThat(text.length()).isBetween(1, 16);
        double read = Double.parseDouble(text);
        assertThat(Math.abs(read - value)).isLessThanOrEqualTo(1e-8 * Math.abs(value));
    }

    @Property
    void wholeNumbersHaveNoPoint(@ForAll int value) {
        if (Math.abs((long) value) < 10_000_000) {
            assertThat(WritableAttributes.decimal(value)).isEqualTo(Integer.toString(value));
        }
    }
}
