package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * The weight gradient by {@link Winograd}: for each position the sum over tiles of x's times z's, [channels in][channels out], collected over
 * the chunks, and at the end brought back to taps and added to the kernel's gradient.
 */
final class WinogradCorrelate implements Step {
    private final Workers workers;
    private final Winograd winograd;
    private final Kernel kernel;
    private final Tensor x;
    private final Tensor z;
    private final Tiles tiles;
    private final ChunkedProduct product;
    private final PositionMatrices ins;
    private final PositionMatrices outs;
    private final PositionMatrices sums;
    /** Two for each worker. */
    private final float[][][] cubes;

    private final Region scratch;
    private final long scratchOfWorker;

    /** @param chunk tiles of a chunk */
    WinogradCorrelate(OneDnn dnn, Winograd winograd, Kernel kernel, Tensor x, Tensor z, int chunk) {
        workers = dnn.workers();
        this.winograd = winograd;
        this.kernel = kernel;
        this.x = x;
        this.z = z;
        tiles = new Tiles(z.extent(), winograd.outputs());
        ins = new PositionMatrices(winograd.positions(), chunk, x.channels());
        outs = new PositionMatrices(winograd.positions(), chunk, z.channels());
        sums = new PositionMatrices(winograd.positions(), x.channels(), z.channels());
        int batch = winograd.batch();
        product = new ChunkedProduct(
                tiles.count(),
                chunk,
                count -> new MatrixProduct(
                        dnn,
                        ins.transposed(batch, count),
                        outs.operand(batch, count),
                        sums.operand(batch, x.channels()),
                        true));
        cubes = new float[workers.count()][2][winograd.positions() * Lanes.BLOCK];
        scratchOfWorker = ChunkedProduct.pages(product.scratchBytes());
        scratch = new Region(ChunkedProduct.pages(ins.bytes())
                + ChunkedProduct.pages(outs.bytes())
                + ChunkedProduct.pages(sums.bytes())
                + scratchOfWorker * workers.count());
    }

    @Override
    public List<Region> touched() {
        return List.of(x.region(), z.region(), scratch);
    }

    @Override
    public void bind() {}

    @Override
    public void run() {
        long insAddress = scratch.address();
        long outsAddress = insAddress + ChunkedProduct.pages(ins.bytes());
        long sumsAddress = outsAddress + ChunkedProduct.pages(outs.bytes());
        long rest = sumsAddress + ChunkedProduct.pages(sums.bytes());
        ByteBuffer insMatrices = OffHeap.buffer(insAddress, ins.bytes());
        ByteBuffer outsMatrices = OffHeap.buffer(outsAddress, outs.bytes());
        ByteBuffer[] xs = x.allBlocks();
        ByteBuffer[] zs = z.allBlocks();
        int batch = winograd.batch();
        Pointer.memset(OffHeap.at(sumsAddress, sums.bytes()), 0, sums.bytes());
        product.forEachChunk((first, count, matrices) -> {
            workers.run(count, (row, worker) -> {
                float[] a = cubes[worker][0];
                float[] b = cubes[worker][1];
                for (int block = 0; block < xs.length; block++) {
                    tiles.gather(xs[block], first + row, 1, a);
                    winograd.input(a, b);
                    ins.put(b, insMatrices, row, block);
                }
                for (int block = 0; block < zs.length; block++) {
                    tiles.gather(zs[block], first + row, 0, a);
                    winograd.outputGradient(a, b);
                    outs.put(b, outsMatrices, row, block);
                }
            });
            workers.run(winograd.positions() / batch, (item, worker) -> {
                int position = item * batch;
                matrices.run(
                        worker,
                        insAddress + ins.offset(position),
                        outsAddress + outs.offset(position),
                        sumsAddress + sums.offset(position),
                        rest + worker * scratchOfWorker);
            });
        });
        addTo(OffHeap.buffer(sumsAddress, sums.bytes()));
    }

    /** An item of work is one input channel: its taps towards all output channels lie together nowhere else. */
    private void addTo(ByteBuffer from) {
        ByteBuffer gradient = kernel.allGradient();
        workers.run(kernel.ins(), (in, worker) -> {
            float[] a = cubes[worker][0];
            float[] b = cubes[worker][1];
            for (int block = 0; block < kernel.outBlocks(); block++) {
                sums.get(from, in, block, a);
                winograd.weightGradient(a, b);
                int at = kernel.index(block * Lanes.BLOCK, in);
                for (int tap = 0; tap < kernel.taps(); tap++, at += kernel.tapStride()) {
                    VectorLoops.add(b, tap * Lanes.BLOCK, gradient, at * Float.BYTES, Lanes.BLOCK);
                }
            }
        });
    }

    @Override
    public void close() {
        product.close();
    }
}
