package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @Test
    void quotesWhatWouldBreakALineAndNothingElse() {
        Csv csv = new Csv();
        csv.line(List.of("case", "A 1;2", "a,b", "say \"so\"", "two\nlines", "a\rreturn", ""));
        csv.line(List.of("next"));

        assertThat(csv).hasToString("case,A 1;2,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"a\rreturn\",\nnext\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-3, -3",
        "0, 0",
        "0.1, 0.1",
        "1192.0000355243685, 1192.0000355243685",
        "999999999999999, 999999999999999",
        "1e15, 1.0E15",
        "NaN, ''"
    })
    void numbersReadBackAsTheyWere(double value, String text) {
        assertThat(Csv.number(OptionalDouble.of(value))).isEqualTo(text);
    }

    @Test
    void whatIsUndefinedIsEmpty() {
        assertThat(Csv.number(OptionalDouble.empty())).isEmpty();
    }
}
