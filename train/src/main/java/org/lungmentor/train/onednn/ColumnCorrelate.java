package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The weight gradient by columns. For one block of input channels the gradient towards one block of output channels lies in the kernel as
 * a matrix [taps*b][B], and that block of z as [voxels][B]: so {@code gradient += columns^T z}, for all output blocks as one
 * batch, chunk of voxels by chunk. An item of work is one block of input channels, so no two write to the same place.
 */
final class ColumnCorrelate implements Step {
    private final Workers workers;
    private final Kernel kernel;
    private final Tensor x;
    private final Tensor z;
    private final Neighbourhood columns;
    private final ChunkedProduct product;
    private final int inBlocks;
    private final Region scratch;
    private final long columnBytes;
    private final long scratchOfWorker;

    ColumnCorrelate(OneDnn dnn, Kernel kernel, int stride, Tensor x, Tensor z) {
        workers = dnn.workers();
        this.kernel = kernel;
        this.x = x;
        this.z = z;
        int b = kernel.inBlock();
        inBlocks = kernel.ins() / b;
        columns = new Neighbourhood(x.extent(), z.extent(), kernel.size(), stride, b);
        int width = columns.columns();
        long blockFloats = kernel.bytesOfBlock() / Float.BYTES;
        int voxels = z.extent().voxels();
        product = new ChunkedProduct(
                voxels,
                count -> new MatrixProduct(
                        dnn,
                        new MatrixProduct.Operand(1, width, count, (long) width * count, 1, width),
                        new MatrixProduct.Operand(
                                z.blocks(), count, Lanes.BLOCK, (long) voxels * Lanes.BLOCK, Lanes.BLOCK, 1),
                        new MatrixProduct.Operand(z.blocks(), width, Lanes.BLOCK, blockFloats, Lanes.BLOCK, 1),
                        true));
        columnBytes = ChunkedProduct.pages((long) product.largest() * width * Float.BYTES);
        scratchOfWorker = columnBytes + product.scratchBytes();
        scratch = new Region(scratchOfWorker * workers.count());
    }

    @Override
    public List<Region> touched() {
        return List.of(x.region(), z.region(), scratch);
    }

    @Override
    public void bind() {}

    @Override
    public void run() {
        workers.run(inBlocks, (block, worker) -> {
            long mine = scratch.address() + worker * scratchOfWorker;
            ByteBuffer from = x.block(block);
            ByteBuffer rows = OffHeap.buffer(mine, columnBytes);
            long gradient = kernel.gradientOf(0) + (long) block * columns.columns() * Lanes.VOXEL;
            product.forEachChunk((first, count, matrices) -> {
                columns.gather(from, rows, first, count);
                matrices.run(worker, mine, z.address() + (long) first * Lanes.VOXEL, gradient, mine + columnBytes);
            });
        });
    }

    @Override
    public void close() {
        product.close();
    }
}
