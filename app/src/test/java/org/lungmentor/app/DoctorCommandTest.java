package org.lungmentor.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void examinesThisMachineInJson() throws Exception {
        Called called = Called.lungmentor("doctor", "--json", "--master", "local[1]");
        List<String> subjects = new ArrayList<>();
        for (JsonNode finding : new ObjectMapper().readTree(called.out()).get("findings")) {
            subjects.add(finding.get("subject").asText());
            assertThat(finding.get("verdict").asText()).as(finding.toString()).isNotEqualTo("broken");
        }
        assertThat(called.status()).isZero();
        assertThat(subjects)
                .contains(
                        "java", "heap", "threads", "spark", "spark job", "nd4j", "engine nd4j", "engine in use", "gpu");
    }
}
