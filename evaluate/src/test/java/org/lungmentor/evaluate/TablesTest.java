package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TablesTest {
    private static List<CaseLine> lines(Overlap overlap) throws IOException {
        List<CaseLine> lines = new ArrayList<>();
        for (JsonNode one : ExpectedFiguresTest.cases().toList()) {
            MaskComparison comparison =
                    ExpectedFiguresTest.comparison(one.get("name").asText());
            TreeMap<String, Double> figures = new TreeMap<>();
            for (Variant variant : List.of(Variant.PREDICTION, Variant.POST)) {
                Figure.byKey(comparison.figures(overlap, variant.post()))
                        .forEach((key, value) -> figures.put(variant.prefix() + key, value));
            }
            lines.add(new CaseLine(
                    one.get("name").asText(),
                    one.get("patient").asText(),
                    one.get("dataset").asText(),
                    "done",
                    "",
                    "",
                    figures));
        }
        return lines;
    }

    @ParameterizedTest
    @EnumSource(Overlap.class)
    void givesTheExpectedMeansByDatasetAndBoth(Overlap overlap) throws IOException {
        List<TableCell> cells = Tables.of("model", List.of("A", "B"), lines(overlap));
        int compared = 0;
        for (TableCell cell : cells) {
            JsonNode table = ExpectedFiguresTest.expected()
                    .get("tables")
                    .get(overlap.option() + (cell.post() ? "_post" : ""))
                    .get(cell.dataset());
            String what = cell.toString();
            for (var expected : table.properties()) {
                if (expected.getKey().equals("pooled")) {
                    continue;
                }
                if (ExpectedFiguresTest.figure(expected.getKey()) == cell.figure()) {
                    assertThat(cell.over().n())
                            .as(what)
                            .isEqualTo(expected.getValue().get("n").asInt());
                    double tolerance = cell.figure() == Figure.HD95_MM ? 1e-4 : 1e-6;
                    assertThat(cell.over().mean())
                            .as(what)
                            .isCloseTo(expected.getValue().get("mean").asDouble(), within(tolerance));
                    assertThat(cell.over().sd())
                            .as(what)
                            .isCloseTo(expected.getValue().get("sd").asDouble(), within(tolerance));
                    compared++;
                }
            }
            for (var expected : table.get("pooled").properties()) {
                if (ExpectedFiguresTest.figure(expected.getKey()) == cell.figure()) {
                    assertThat(cell.pooled().orElseThrow())
                            .as(what)
                            .isCloseTo(expected.getValue().asDouble(), within(1e-6));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(2 * 3 * (8 + 9));
    }

    @Test
    void printsALineAModelAndDatasetWithTheBoxLast() {
        List<CaseLine> lines = List.of(
                line("one", "MSD", 0.8, 0.5), line("two", "MSD", 0.6, 0.5), line("three", "Radiomics", 0.9, 0.4));
        String text = TableText.of(Tables.of("teacher", List.of("MSD", "Radiomics"), lines));
        assertThat(text.lines().map(l -> l.replaceAll(" +", " ").strip()).toList())
                .containsExactly(
                        "Cases DSC DSC-TP Precision Recall F1 F1 (thesis) Surface Dice HD95 mm",
                        "teacher MSD 2 70.00 ± 10.00 - - - - - - -",
                        "Radiomics 1 90.00 ± 0.00 - - - - - - -",
                        "both 3 76.67 ± 12.47 - - - - - - -",
                        "box MSD 2 50.00 ± 0.00 - - - - - - -",
                        "Radiomics 1 40.00 ± 0.00 - - - - - - -",
                        "both 3 46.67 ± 4.71 - - - - - - -");
    }

    @Test
    void saysHowManyCasesDefineAFigureWhereNotAllDo() {
        CaseLine defined = new CaseLine(
                "one",
                "one",
                "A",
                "done",
                "",
                "",
                new TreeMap<>(Map.of("prediction.dsc", 0.5, "prediction.dscTp", 0.7)));
        String text = TableText.of(Tables.of("student", List.of("A"), List.of(defined, undefined())));
        assertThat(text).contains("70.00 ± 0.00 (1)").contains("25.00 ± 25.00").doesNotContain("both");
    }

    @Test
    void ofMoreThanTwoDatasetsTheLastRowSaysAll() {
        List<TableCell> cells = Tables.of(
                "m",
                List.of("A", "B", "C"),
                List.of(line("one", "A", 0.8, 0.5), line("two", "B", 0.6, 0.5), line("three", "D", 1, 0.5)));
        assertThat(cells)
                .extracting(TableCell::dataset)
                .contains("A", "B", "all")
                .doesNotContain("C", "both");
        TableCell all = cells.stream()
                .filter(c -> c.dataset().equals("all") && c.model().equals("m") && c.figure() == Figure.DSC)
                .findFirst()
                .orElseThrow();
        assertThat(all.cases()).isEqualTo(3);
        assertThat(all.over().mean()).isCloseTo(0.8, within(1e-12));
        assertThat(all.over().sd()).isCloseTo(Math.sqrt(0.08 / 3), within(1e-12));
        assertThat(all.pooled()).isEmpty();
    }

    @Test
    void lengthsAreShownAsTheyAreAndPostProcessedRowsSaySo() {
        TreeMap<String, Double> figures =
                new TreeMap<>(Map.of("post.dsc", 0.5, "post.hd95Mm", 12.345, "prediction.dsc", 0.25));
        CaseLine one = new CaseLine("one", "one", "A", "done", "", "", figures);
        String text = TableText.of(Tables.of("m", List.of("A"), List.of(one)));
        assertThat(text.lines().map(l -> l.replaceAll(" +", " ").strip()).toList())
                .contains("m A 1 25.00 ± 0.00 - - - - - - -", "m w/post A 1 50.00 ± 0.00 - - - - - - 12.35 ± 0.00");
        assertThat(text.lines()).allMatch(l -> l.equals(l.stripTrailing()));
        assertThat(text).endsWith("\n");
    }

    @Test
    void withoutACaseThereIsNothingButTheHead() {
        assertThat(Tables.of("m", List.of("A"), List.of())).isEmpty();
        assertThat(TableText.of(List.of()).lines()).hasSize(1);
    }

    private static CaseLine undefined() {
        return new CaseLine("two", "two", "A", "done", "", "", new TreeMap<>(Map.of("prediction.dsc", 0.0)));
    }

    private static CaseLine line(String name, String dataset, double dsc, double box) {
        return new CaseLine(
                name, name, dataset, "done", "", "", new TreeMap<>(Map.of("prediction.dsc", dsc, "box.dsc", box)));
    }
}
