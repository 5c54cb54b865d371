package org.lungmentor.train.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void bucketsAreThoseOfTheFixture() throws IOException {
        JsonNode buckets = fixture().path("buckets");
        for (int i = 0; i < buckets.path("bucket").size(); i++) {
            double mm3 = buckets.path("volumes_cm3").path(i).asDouble() * 1000;
            assertThat(VolumeBucket.of(mm3))
                    .as("%f mm3", mm3)
                    .isEqualTo(buckets.path("bucket").path(i).asInt());
        }
    }

    @Test
    void repeatsAreThoseOfTheFixture() throws IOException {
        JsonNode rows = fixture().path("balance");
        assertThat(rows.size()).isPositive();
        for (JsonNode row : rows) {
            int[] counts = JSON.convertValue(row.path("counts"), int[].class);
            assertThat(Balance.repeats(counts, row.path("max_repeat").asInt()))
                    .as("%s", row)
                    .containsExactly(JSON.convertValue(row.path("repeats"), int[].class));
        }
    }

    @Test
    void countsCasesNotCropsAndEachDatasetByItself() {
        LabelledCrop small = crop("a", "one", "one_right", 1000);
        LabelledCrop other = crop("a", "one", "one_left", 1000);
        LabelledCrop alone = crop("a", "two", "two_right", 200_000);
        LabelledCrop elsewhere = crop("b", "three", "three_right", 1000);
        assertThat(Balance.balanced(List.of(small, other, alone, elsewhere), 3))
                .containsExactly(small, other, alone, elsewhere);
    }

    @Test
    void aRareSizeIsRepeatedUpToTheLimit() {
        List<LabelledCrop> common = List.of(
                crop("a", "c1", "c1", 1000),
                crop("a", "c2", "c2", 1000),
                crop("a", "c3", "c3", 1000),
                crop("a", "c4", "c4", 1));
        LabelledCrop rare = crop("a", "r", "r", 60_000);
        List<LabelledCrop> all = new java.util.ArrayList<>(common);
        all.add(rare);
        assertThat(Balance.balanced(all, 3))
                .containsOnlyOnceElementsOf(common)
                .filteredOn(rare::equals)
                .hasSize(3);
    }

    static LabelledCrop crop(String dataset, String caseName, String name, double volumeMm3) {
        return new LabelledCrop(
                dataset, caseName, name, caseName, false, volumeMm3, "i", Optional.empty(), Optional.of("l"));
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BalanceTest.class.getResourceAsStream("/fixtures/statistics.json"))) {
            return JSON.readTree(in);
        }
    }
}
