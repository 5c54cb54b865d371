package org.lungmentor.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.Network;

class TrainSettingsTest {
    private static TrainSettings settings(
            int[] filters, int epochs, double rate, int accumulate, double flip, int patience, int maxRepeat) {
        return new TrainSettings(
                Network.TEACHER,
                filters,
                epochs,
                rate,
                accumulate,
                0,
                flip,
                TrainSettings.Turns.ALL,
                TrainSettings.Best.LOSS,
                patience,
                maxRepeat,
                SoftWeight.FULL);
    }

    /** Thesis, sections 3.4.2 and 3.4.3. */
    @Test
    void startsFromTheMethodsSettings() {
        assertThat(TrainSettings.of(Network.TEACHER).yaml())
                .isEqualTo(
                        """
                        network: teacher
                        filters: [64, 128, 256, 512]
                        learning-rate: 1.0E-4
                        accumulate: 8
                        seed: 0
                        flip: 0.25
                        turns: all
                        best: loss
                        patience: 20
                        max-repeat: 3
                        soft-weight: 1.0
                        """);
        TrainSettings student = TrainSettings.of(Network.DC_STUDENT);
        assertThat(student.learningRate()).isEqualTo(3e-4);
        assertThat(student.loweredRate()).isEqualTo(3e-4 / 3);
        assertThat(student.turns()).isEqualTo(TrainSettings.Turns.AXIAL);
        assertThat(student.best()).isEqualTo(TrainSettings.Best.DSC);
    }

    @Test
    void takesNumbersUpToTheirLimits() {
        int[] extreme = {1, 1 << 14, 1, 1};
        assertThatCode(() -> settings(extreme, 1, 0.999, 1, 0, 1, 1)).doesNotThrowAnyException();
        assertThatCode(() -> settings(extreme, 1, 1e-9, 1, 1, 1, 1)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.1, 1, 0, 1, 1, --filters",
        "16385, 1, 0.1, 1, 0, 1, 1, --filters",
        "1, 0, 0.1, 1, 0, 1, 1, --epochs",
        "1, 1, 0, 1, 0, 1, 1, --learning-rate",
        "1, 1, 1, 1, 0, 1, 1, --learning-rate",
        "1, 1, NaN, 1, 0, 1, 1, --learning-rate",
        "1, 1, 0.1, 0, 0, 1, 1, --accumulate",
        "1, 1, 0.1, 1, -0.1, 1, 1, --flip",
        "1, 1, 0.1, 1, 1.1, 1, 1, --flip",
        "1, 1, 0.1, 1, 0, 0, 1, --patience",
        "1, 1, 0.1, 1, 0, 1, 0, --max-repeat"
    })
    void namesTheOptionThatMakesNoSense(
            int filter,
            int epochs,
            double rate,
            int accumulate,
            double flip,
            int patience,
            int maxRepeat,
            String option) {
        int[] filters = {1, 1, 1, filter};
        assertThatThrownBy(() -> settings(filters, epochs, rate, accumulate, flip, patience, maxRepeat))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(option);
    }

    @Test
    void wantsAsManyFiltersAsTheNetworkHasLevels() {
        assertThatThrownBy(() -> settings(new int[] {4, 8, 16}, 1, 0.1, 1, 0, 1, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("4 numbers for a teacher, not 3");
    }
}
