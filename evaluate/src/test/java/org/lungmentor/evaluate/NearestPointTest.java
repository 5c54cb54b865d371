package org.lungmentor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestPointTest {
    @Test
    void findsTheSameDistanceAsLookingAtEveryPoint() {
        Random random = new Random(3);
        for (int count : new int[] {1, 2, 8, 9, 100, 3000}) {
            Points points = new Points(4);
            for (int i = 0; i < count; i++) {
                points.add(random.nextInt(30) * 0.7, random.nextInt(30) * 0.7, random.nextInt(10) * 5.0);
            }
            NearestPoint nearest = new NearestPoint(points);
            for (int i = 0; i < 200; i++) {
                double x = 40 * random.nextDouble() - 10;
                double y = 40 * random.nextDouble() - 10;
                double z = random.nextInt(20) * 5.0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < count; j++) {
                    double dx = points.x()[j] - x;
                    double dy = points.y()[j] - y;
                    double dz = points.z()[j] - z;
                    least = Math.min(least, dx * dx + dy * dy + dz * dz);
                }
                assertThat(nearest.squaredDistance(x, y, z)).isEqualTo(least);
            }
        }
    }
}
