package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;

/** Quaternions beside rotations about an axis by an angle, which Rodrigues' formula gives. */
class QuaternionProperties {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Property(tries = 200)
    void aRotationHasTheQuaternionOfItsAxisAndAngle(@ForAll long seed) {
        Random random = new Random(seed);
        requireQuaternion(axis(random), random.nextDouble() * Math.PI);
    }

    @Property(tries = 20)
    void soHaveHalfTurnsAndNearlyHalfTurns(@ForAll long seed) {
        Random random = new Random(seed);
        double[] axis = axis(random);
        requireQuaternion(axis, Math.PI - 1e-7);
        Quaternion half = Quaternion.ofRotation(rotation(axis, Math.PI));
        double sign = half.b() * axis[0] + half.c() * axis[1] + half.d() * axis[2] < 0 ? -1 : 1;
        requireNear(half, 0, sign * axis[0], sign * axis[1], sign * axis[2]);
    }

    @Property(tries = 100)
    void columnsAreThoseOfTheRotation(@ForAll long seed) {
        Random random = new Random(seed);
        double[] axis = axis(random);
        double angle = random.nextDouble() * Math.PI;
        double[] r = rotation(axis, angle);
        double[][] columns = quaternion(axis, angle).columns();
        for (int column = 0; column < 3; column++) {
            assertThat(columns[column])
                    .containsExactly(new double[] {r[column], r[3 + column], r[6 + column]}, ROUNDING);
        }
    }

    @Property(tries = 100)
    void theFirstNumberFollowsFromTheOthers(@ForAll long seed) {
        Random random = new Random(seed);
        Quaternion q = quaternion(axis(random), random.nextDouble() * 3);
        requireNear(Quaternion.of(q.b(), q.c(), q.d()), q.a(), q.b(), q.c(), q.d());
    }

    @Example
    void aLengthThatRoundingMadeTooLongIsShortened() {
        double long1 = 1 + 4e-6; // its square is 8e-6 too long
        requireNear(Quaternion.of(0.6 * long1, 0, -0.8 * long1), 0, 0.6, 0, -0.8);
        requireNear(Quaternion.of(0, long1, 0), 0, 0, 1, 0);
        assertThat(Quaternion.of(0, 1.00001, 0).c()).isNaN();
        assertThat(Quaternion.of(Double.NaN, 0, 0).b()).isNaN();
    }

    private static void requireQuaternion(double[] axis, double angle) {
        Quaternion q = quaternion(axis, angle);
        requireNear(Quaternion.ofRotation(rotation(axis, angle)), q.a(), q.b(), q.c(), q.d());
    }

    private static void requireNear(Quaternion q, double a, double b, double c, double d) {
        double[] found = {q.a(), q.b(), q.c(), q.d()};
        assertThat(found).containsExactly(new double[] {a, b, c, d}, Offset.offset(1e-7));
    }

    private static double[] axis(Random random) {
        double[] axis = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        double length = Math.sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
        return new double[] {axis[0] / length, axis[1] / length, axis[2] / length};
    }

    private static Quaternion quaternion(double[] axis, double angle) {
        double s = Math.sin(angle / 2);
        return new Quaternion(Math.cos(angle / 2), s * axis[0], s * axis[1], s * axis[2]);
    }

    /** Row-major 3 x 3: cos I + sin [axis]x + (1 - cos) axis axis^T. */
    private static double[] rotation(double[] axis, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double[] cross = {0, -axis[2], axis[1], axis[2], 0, -axis[0], -axis[1], axis[0], 0};
        double[] r = new double[9];
        for (int i = 0; i < 9; i++) {
            r[i] = (i % 4 == 0 ? cos : 0) + sin * cross[i] + (1 - cos) * axis[i / 3] * axis[i % 3];
        }
        return r;
    }
}
