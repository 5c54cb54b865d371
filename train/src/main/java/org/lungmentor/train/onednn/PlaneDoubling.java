package org.lungmentor.train.onednn;

import static org.lungmentor.train.onednn.Lanes.BLOCK;
import static org.lungmentor.train.onednn.Lanes.LANES;
import static org.lungmentor.train.onednn.Lanes.SPECIES;
import static org.lungmentor.train.onednn.Lanes.VOXEL;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Bilinear doubling of planes: half-pixel centres, edge values repeated beyond the edge, so that a new pixel is 3/4 of the nearest
 * old one and 1/4 of the next along each axis. In Java, because JavaCPP's bindings cannot make oneDNN's resampling.
 */
final class PlaneDoubling implements Step {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final Tensor x;
    private final Tensor z;

    /** @param z with twice the sides of x */
    PlaneDoubling(Tensor x, Tensor z) {
        this.x = x;
        this.z = z;
    }

    @Override
    public List<Region> touched() {
        return List.of(x.region(), z.region());
    }

    @Override
    public void bind() {
        // Addresses are asked for at every run.
    }

    @Override
    public void run() {
        int height = x.extent().height();
        int width = x.extent().width();
        for (int block = 0; block < x.blocks(); block++) {
            ByteBuffer from = x.block(block);
            ByteBuffer to = z.block(block);
            for (int row = 0; row < 2 * height; row++) {
                int near = row / 2;
                int far = Math.min(Math.max(row % 2 == 0 ? near - 1 : near + 1, 0), height - 1);
                row(from, near * width * VOXEL, far * width * VOXEL, width, to, 2 * row * width * VOXEL);
            }
        }
    }

    private static void row(ByteBuffer from, int near, int far, int width, ByteBuffer to, int target) {
        for (int lane = 0; lane < BLOCK * Float.BYTES; lane += LANES * Float.BYTES) {
            FloatVector current = between(from, near + lane, far + lane);
            FloatVector previous = current;
            int at = target + lane;
            for (int column = 1; column <= width; column++) {
                int next = Math.min(column, width - 1) * VOXEL + lane;
                FloatVector following = between(from, near + next, far + next);
                FloatVector most = current.mul(0.75f);
                most.add(previous.mul(0.25f)).intoByteBuffer(to, at, ORDER);
                most.add(following.mul(0.25f)).intoByteBuffer(to, at + VOXEL, ORDER);
                previous = current;
                current = following;
                at += 2 * VOXEL;
            }
        }
    }

    private static FloatVector between(ByteBuffer from, int near, int far) {
        return FloatVector.fromByteBuffer(SPECIES, from, near, ORDER)
                .mul(0.75f)
                .add(FloatVector.fromByteBuffer(SPECIES, from, far, ORDER).mul(0.25f));
    }
}
