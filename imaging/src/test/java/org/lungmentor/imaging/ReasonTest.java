package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void everyCodeAndNoOtherStandsInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("../docs/data.md"));
        String table = page.substring(page.indexOf("## Reasons"), page.indexOf("## Sources"));
        Set<String> documented = new TreeSet<>();
        for (String line : table.split("\n")) {
            if (line.startsWith("| `")) {
                Matcher codes = Pattern.compile("`([a-z-]+)`").matcher(line.substring(0, line.indexOf('|', 1)));
                while (codes.find()) {
                    documented.add(codes.group(1));
                }
            }
        }
        assertThat(documented)
                .isEqualTo(Arrays.stream(Reason.values())
                        .map(Reason::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void onlyWhatIsNoCandidateIsSkipped() {
        assertThat(Arrays.stream(Reason.values()).filter(Reason::isSkipped))
                .containsExactlyInAnyOrder(
                        Reason.NOT_CT,
                        Reason.SECONDARY_CAPTURE,
                        Reason.NOT_GRAYSCALE,
                        Reason.LOCALIZER,
                        Reason.NO_TUMOUR,
                        Reason.ANNOTATION_ELSEWHERE);
    }
}
