package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WinogradRuleTest {
    private final WinogradRule rule = new WinogradRule();

    @Test
    void takesLargeTilesWhereThereAreEnoughOfThem() {
        Extent large = new Extent(16, 16, 16);
        assertThat(rule.tiles(64, 64, large, false)).contains(Winograd.F4);
        assertThat(rule.tiles(64, 64, large, true)).contains(Winograd.F4);
        assertThat(rule.tiles(256, 512, large, true)).contains(Winograd.F4);
    }

    @Test
    void takesSmallTilesForManyChannelsOfAFewVoxelsButNotForTheWeightGradient() {
        Extent small = new Extent(8, 8, 8);
        assertThat(rule.tiles(256, 512, small, false)).contains(Winograd.F2);
        assertThat(rule.tiles(256, 512, small, true)).isEmpty();
    }

    @Test
    void takesNoneForFewChannelsOrFewVoxels() {
        assertThat(rule.tiles(16, 64, new Extent(64, 64, 64), false)).isEmpty();
        assertThat(rule.tiles(512, 1024, new Extent(6, 6, 6), false)).isEmpty();
        assertThat(rule.tiles(64, 64, new Extent(8, 8, 8), false)).isEmpty();
    }

    @Test
    void takesSmallTilesWhereTheWeightsOfLargeOnesWouldTakeTooMuchMemory() {
        assertThat(rule.tiles(512, 1024, new Extent(12, 12, 12), false)).contains(Winograd.F2);
        assertThat(rule.tiles(1024, 1024, new Extent(12, 12, 12), false)).isEmpty();
    }
}
