package org.lungmentor.train.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lungmentor.imaging.UsageException;

class SplitDrawTest {
    private static LabelledCrop crop(String group, String name, boolean soft, double volumeMm3) {
        return new LabelledCrop(
                soft ? "weak" : "strong", name, name, group, soft, volumeMm3, "i", Optional.empty(), Optional.of("l"));
    }

    private static LabelledCrop boxAlone(String group, String name) {
        return new LabelledCrop("boxes", name, name, group, false, 0, "i", Optional.of("b"), Optional.empty());
    }

    private static List<LabelledCrop> hundredOf(boolean soft, double volumeMm3) {
        List<LabelledCrop> crops = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            crops.add(crop("p" + i, "case" + i, soft, volumeMm3));
        }
        return crops;
    }

    @Test
    void strongLabelsAreSplit70To15To15() {
        Split split = SplitDraw.draw(hundredOf(false, 1000), 7);
        assertThat(split.training()).hasSize(70);
        assertThat(split.validation()).hasSize(15);
        assertThat(split.test()).hasSize(15);
    }

    @Test
    void boxesAloneAreTrainedOnButForPatientsOfOtherParts() {
        List<LabelledCrop> crops = hundredOf(false, 1000);
        Split without = SplitDraw.draw(crops, 7);
        for (int i = 0; i < 150; i++) {
            crops.add(boxAlone("p" + i, "boxed" + i));
        }
        Split split = SplitDraw.draw(crops, 7);
        assertThat(split.test()).isEqualTo(without.test());
        assertThat(split.validation()).isEqualTo(without.validation());
        assertThat(split.training()).hasSize(70 + 70 + 50);
        assertThat(split.remarks()).hasSize(30).allMatch(remark -> remark.startsWith("The box of boxes/boxed"));
    }

    @Test
    void softLabelsAreSplit82To18AndNeverTested() {
        Split split = SplitDraw.draw(hundredOf(true, 1000), 7);
        assertThat(split.training()).hasSize(82);
        assertThat(split.validation()).hasSize(18);
        assertThat(split.test()).isEmpty();
    }

    @Test
    void theOrderOfTheCropsDoesNotMatterTheSeedDoes() {
        List<LabelledCrop> crops = hundredOf(false, 1000);
        List<LabelledCrop> shuffled = new ArrayList<>(crops);
        Collections.shuffle(shuffled, new Random(3));
        Split split = SplitDraw.draw(crops, 7);
        assertThat(SplitDraw.draw(shuffled, 7).test()).hasSameElementsAs(split.test());
        assertThat(new HashSet<>(SplitDraw.draw(crops, 8).test())).isNotEqualTo(new HashSet<>(split.test()));
    }

    @Test
    void aPatientsCropsStayTogetherInTheBucketOfItsLargestTumour() {
        List<LabelledCrop> crops = hundredOf(false, 1000);
        for (int i = 0; i < 100; i += 2) {
            crops.add(crop("p" + i, "second" + i, false, 60_000));
        }
        Split split = SplitDraw.draw(crops, 1);
        Set<String> tested = split.test().stream().map(LabelledCrop::group).collect(Collectors.toSet());
        assertThat(split.training()).noneMatch(crop -> tested.contains(crop.group()));
        assertThat(tested.stream().filter(g -> Integer.parseInt(g.substring(1)) % 2 == 0))
                .hasSize(8);
        assertThat(tested).hasSize(16);
    }

    @Test
    void aBucketWithFewerPatientsThanPartsFillsTrainingFirst() {
        Split one = SplitDraw.draw(List.of(crop("a", "a", false, 1000)), 0);
        assertThat(one.training()).hasSize(1);
        Split two = SplitDraw.draw(List.of(crop("a", "a", false, 1000), crop("b", "b", false, 1000)), 0);
        assertThat(two.training()).hasSize(1);
        assertThat(two.validation()).hasSize(1);
    }

    @Test
    void softCropsOfATestedPatientAreLeftOutAndSaidSo() {
        List<LabelledCrop> crops = hundredOf(false, 1000);
        for (int i = 0; i < 100; i++) {
            crops.add(crop("p" + i, "soft" + i, true, 1000));
        }
        Split split = SplitDraw.draw(crops, 7);
        assertThat(split.test()).hasSize(15).noneMatch(LabelledCrop::soft);
        assertThat(split.training()).hasSize(140);
        assertThat(split.remarks()).hasSize(15);
    }

    @Test
    void aPatientInTwoPartsIsRefused() {
        LabelledCrop a = crop("p", "a", false, 1);
        LabelledCrop b = crop("p", "b", false, 1);
        assertThatThrownBy(() -> new Split(List.of(a), List.of(b), List.of(), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Patient")
                .hasMessageContaining("train and validation");
    }
}
