package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;

/** Areas of stars about a point, which are sums of triangles, alone, one in another, and side by side. */
class PolygonAreaProperties {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);

    /** @param radii of points at equal angles about (x, y) */
    private record Star(double x, double y, double turn, double[] radii) {
        private static Star drawn(Random random, double x, double y, double low, double high) {
            double[] radii = new double[5 + random.nextInt(40)];
            for (int i = 0; i < radii.length; i++) {
                radii[i] = low + (high - low) * random.nextDouble();
            }
            return new Star(x, y, random.nextDouble(), radii);
        }

        private double area() {
            double twice = 0;
            for (int i = 0; i < radii.length; i++) {
                twice += radii[i] * radii[(i + 1) % radii.length] * Math.sin(2 * Math.PI / radii.length);
            }
            return twice / 2;
        }

        private RoiMask.Plane plane() {
            double[] px = new double[radii.length];
            double[] py = new double[radii.length];
            for (int i = 0; i < radii.length; i++) {
                double angle = turn + 2 * Math.PI * i / radii.length;
                px[i] = x + radii[i] * Math.cos(angle);
                py[i] = y + radii[i] * Math.sin(angle);
            }
            return new RoiMask.Plane(px, py, 0, 0);
        }
    }

    @Property(tries = 200)
    void aStarWithinAnotherIsAHoleInIt(@ForAll long seed) {
        Random random = new Random(seed);
        double x = random.nextDouble() * 100;
        double y = random.nextDouble() * 100;
        Star outer = Star.drawn(random, x, y, 20, 40);
        Star hole = Star.drawn(random, x + 1, y - 2, 5, 10); // within 20 cos(36 degrees) of the middle
        Star island = Star.drawn(random, x + 1, y - 2, 1, 3);
        assertThat(PolygonArea.of(List.of(hole.plane(), outer.plane())))
                .isCloseTo(outer.area() - hole.area(), ROUNDING);
        assertThat(PolygonArea.of(List.of(hole.plane(), island.plane(), outer.plane())))
                .isCloseTo(outer.area() - hole.area() + island.area(), ROUNDING);
    }

    @Property(tries = 200)
    void starsSideBySideAddUpWhicheverWayTheyLie(@ForAll long seed) {
        Random random = new Random(seed);
        double angle = random.nextDouble() * 2 * Math.PI;
        Star one = Star.drawn(random, 10, 10, 10, 40);
        Star other = Star.drawn(random, 10 + 60 * Math.cos(angle), 10 + 60 * Math.sin(angle), 5, 15);
        assertThat(PolygonArea.of(List.of(one.plane(), other.plane()))).isCloseTo(one.area() + other.area(), ROUNDING);
    }

    @Example
    void whatLiesInTheMouthOfAHorseshoeIsNoHole() {
        RoiMask.Plane horseshoe = new RoiMask.Plane(
                new double[] {0, 30, 30, 20, 20, 10, 10, 0}, new double[] {0, 0, 30, 30, 10, 10, 30, 30}, 0, 0);
        RoiMask.Plane guest = new RoiMask.Plane(new double[] {12, 18, 18, 12}, new double[] {15, 15, 25, 25}, 0, 0);
        assertThat(PolygonArea.of(List.of(horseshoe, guest))).isEqualTo(700 + 60);
    }
}
