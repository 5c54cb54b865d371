package org.lungmentor.train.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BufferPlanTest {
    @Test
    void regionsAliveAtTheSameTimeNeverOverlapAndAllFit() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Region> regions = new ArrayList<>();
            for (int i = 0; i < 1 + seed % 40; i++) {
                Region region = new Region(1 + random.nextInt(1 << 20));
                region.touch(random.nextInt(30));
                region.touch(random.nextInt(30));
                regions.add(region);
            }
            long total = BufferPlan.place(regions);
            for (Region a : regions) {
                assertThat(a.offset() + a.bytes()).isLessThanOrEqualTo(total);
                for (Region b : regions) {
                    boolean apart = a.offset() + a.bytes() <= b.offset() || b.offset() + b.bytes() <= a.offset();
                    assertThat(a == b || apart || !a.overlapsInTime(b)).isTrue();
                }
            }
        }
    }

    @Test
    void regionsThatFollowEachOtherShareOnePlace() {
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Region region = new Region(4096);
            region.touch(i);
            regions.add(region);
        }
        assertThat(BufferPlan.place(regions)).isEqualTo(4096);
    }
}
