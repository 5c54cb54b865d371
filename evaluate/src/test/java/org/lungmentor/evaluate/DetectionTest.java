package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.UsageException;

class DetectionTest {
    @ParameterizedTest
    @CsvSource({
        // tp, fp, fn, found, precision, recall, f1, the thesis's f1
        "0, 0, 0, 0, 1, 1, 1, 1", // a healthy scan, nothing predicted
        "0, 2, 0, 0, 0, 0, 0, 0", // a healthy scan, false alarms
        "0, 0, 3, 0, 0, 0, 0, 0", // all missed
        "1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5",
        "2, 0, 0, 1, 1, 1, 1, 1", // two pieces on one tumour
        "2, 2, 3, 1, 0.5, 0.25, 0.333333333333, 0.444444444444"
    })
    void countsBecomeShares(
            long tp, long fp, long fn, long found, double precision, double recall, double f1, double thesis) {
        Detection d = new Detection(tp, fp, fn, found);
        assertThat(d.precision()).isEqualTo(precision);
        assertThat(d.recall()).isEqualTo(recall);
        assertThat(d.f1()).isCloseTo(f1, within(1e-9));
        assertThat(d.f1Thesis()).isCloseTo(thesis, within(1e-9));
    }

    @Test
    void aQuarterIsNotMoreThanAQuarter() {
        assertThat(Overlap.TRUTH.isHit(25, 1000, 100)).isFalse();
        assertThat(Overlap.TRUTH.isHit(26, 1000, 100)).isTrue();
        assertThat(Overlap.PREDICTION.isHit(25, 100, 1000)).isFalse();
        assertThat(Overlap.PREDICTION.isHit(26, 100, 1000)).isTrue();
        assertThat(Overlap.IOU.isHit(20, 50, 50)).isFalse(); // 20 of 80
        assertThat(Overlap.IOU.isHit(21, 50, 50)).isTrue();
    }

    @Test
    void optionsAreReadAsTheyAreWritten() {
        for (Overlap overlap : Overlap.values()) {
            assertThat(Overlap.of(overlap.option())).isEqualTo(overlap);
        }
        assertThat(Unit.of("scan")).isEqualTo(Unit.SCAN);
        assertThat(Unit.of("lung-crop")).isEqualTo(Unit.LUNG_CROP);
        assertThatThrownBy(() -> Overlap.of("TRUTH")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Unit.of("lung_crop")).isInstanceOf(UsageException.class);
    }

    @Test
    void aVariantKnowsItsFiguresByItsName() {
        assertThat(Variant.POST.key(Figure.DSC)).isEqualTo("post.dsc");
        assertThat(Variant.BOX.label("teacher")).isEqualTo("box");
        assertThat(Variant.POST.label("teacher")).isEqualTo("teacher");
        assertThat(Variant.values()).extracting(Variant::post).containsExactly(false, true, false);
    }
}
