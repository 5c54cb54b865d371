package org.lungmentor.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.train.selftest.NetworkFixture;

class PlanTest {
    @ParameterizedTest
    @CsvSource({"TEACHER, 9544102, 8", "UNET, 9540646, 8", "SC_STUDENT, 31636937, 16", "DC_STUDENT, 44469517, 16"})
    void hasAsManyParametersAsTheThesisSNetworks(Network network, long parameters, int divisor) {
        Plan plan = Plan.of(network);
        assertThat(plan.length()).isEqualTo(parameters);
        assertThat(plan.divisor()).isEqualTo(divisor);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void computesEveryValueOnceAndAfterWhatItNeeds(Network network) {
        Plan plan = Plan.of(network);
        Set<Integer> there = new HashSet<>(Set.of(0));
        for (Plan.Operation operation : plan.operations()) {
            assertThat(there).contains(operation.a());
            if (operation.b() >= 0) {
                assertThat(there).contains(operation.b());
            }
            assertThat(there.add(operation.output())).isTrue();
        }
        assertThat(there).hasSize(plan.values());
        for (int output : plan.outputs()) {
            assertThat(plan.channels(output)).isEqualTo(1);
            assertThat(plan.halvings(output)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void hasPyTorchSNamesInPyTorchSOrder(Network network) {
        NetworkFixture fixture = NetworkFixture.of(network);
        assertThat(fixture.plan().parameters())
                .extracting(Plan.Parameter::name)
                .containsExactlyElementsOf(fixture.tensorNames());
    }

    @Test
    void namesNetworksAsTheCommandLineDoes() {
        assertThat(Network.of("dc-student")).isEqualTo(Network.DC_STUDENT);
        assertThatThrownBy(() -> Network.of("DC_STUDENT"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("teacher, unet, sc-student, dc-student");
    }
}
