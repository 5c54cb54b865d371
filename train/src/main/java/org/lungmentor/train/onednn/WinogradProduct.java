package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A product by {@link Winograd}, chunk of tiles by chunk, in three turns of the workers: all positions of the chunk's tiles, [tiles][channels
 * in] each; their matrix products with the weights; all tiles of the result. No tile's or position's result depends on who
 * computes it or on how many there are.
 */
final class WinogradProduct implements Step {
    private final Workers workers;
    private final Winograd winograd;
    private final WinogradWeights weights;
    private final Tensor from;
    private final Tensor to;
    private final Tiles tiles;
    private final ChunkedProduct product;
    private final PositionMatrices in;
    private final PositionMatrices out;
    /** Two for each worker. */
    private final float[][][] cubes;

    private final Region scratch;
    private final long scratchOfWorker;

    /** @param chunk tiles of a chunk */
    WinogradProduct(OneDnn dnn, Winograd winograd, WinogradWeights weights, Tensor from, Tensor to, int chunk) {
        workers = dnn.workers();
        this.winograd = winograd;
        this.weights = weights;
        this.from = from;
        this.to = to;
        tiles = new Tiles(to.extent(), winograd.outputs());
        in = new PositionMatrices(winograd.positions(), chunk, from.channels());
        out = new PositionMatrices(winograd.positions(), chunk, to.channels());
        int batch = winograd.batch();
        product = new ChunkedProduct(
                tiles.count(),
                chunk,
                count -> new MatrixProduct(
                        dnn,
                        in.operand(batch, count),
                        weights.matrices().operand(batch, from.channels()),
                        out.operand(batch, count),
                        false));
        cubes = new float[workers.count()][2][winograd.positions() * Lanes.BLOCK];
        scratchOfWorker = ChunkedProduct.pages(product.scratchBytes());
        scratch = new Region(ChunkedProduct.pages(in.bytes())
                + ChunkedProduct.pages(out.bytes())
                + scratchOfWorker * workers.count());
    }

    @Override
    public List<Region> touched() {
        return List.of(from.region(), to.region(), scratch);
    }

    @Override
    public void bind() {}

    @Override
    public void run() {
        weights.refresh(workers);
        long inAddress = scratch.address();
        long outAddress = inAddress + ChunkedProduct.pages(in.bytes());
        long rest = outAddress + ChunkedProduct.pages(out.bytes());
        ByteBuffer inMatrices = OffHeap.buffer(inAddress, in.bytes());
        ByteBuffer outMatrices = OffHeap.buffer(outAddress, out.bytes());
        ByteBuffer[] source = from.allBlocks();
        ByteBuffer[] target = to.allBlocks();
        int batch = winograd.batch();
        product.forEachChunk((first, count, matrices) -> {
            workers.run(count, (row, worker) -> {
                float[] a = cubes[worker][0];
                float[] b = cubes[worker][1];
                for (int block = 0; block < source.length; block++) {
                    tiles.gather(source[block], first + row, 1, a);
                    winograd.input(a, b);
                    in.put(b, inMatrices, row, block);
                }
            });
            workers.run(winograd.positions() / batch, (item, worker) -> {
                int position = item * batch;
                matrices.run(
                        worker,
                        inAddress + in.offset(position),
                        weights.address() + weights.matrices().offset(position),
                        outAddress + out.offset(position),
                        rest + worker * scratchOfWorker);
            });
            workers.run(count, (row, worker) -> {
                float[] a = cubes[worker][0];
                float[] b = cubes[worker][1];
                for (int block = 0; block < target.length; block++) {
                    out.get(outMatrices, row, block, a);
                    winograd.output(a, b);
                    tiles.scatter(b, target[block], first + row);
                }
            });
        });
    }

    @Override
    public void close() {
        product.close();
    }
}
