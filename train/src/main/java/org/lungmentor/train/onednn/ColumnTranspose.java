package org.lungmentor.train.onednn;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * {@code x = W^T z} by columns: {@code columns = z W} with z as [voxels][outs] and W as [outs][taps*b], both laid out so in scratch
 * memory, then each column is added to the voxel that it belongs to. An item of work is one block of x's channels.
 */
final class ColumnTranspose implements Step {
    private final Workers workers;
    private final Kernel kernel;
    private final Tensor z;
    private final Tensor x;
    private final Neighbourhood columns;
    private final ChunkedProduct product;
    private final Region scratch;
    private final long weightBytes;
    private final long rowBytes;
    private final long columnBytes;
    private final long scratchOfWorker;

    ColumnTranspose(OneDnn dnn, Kernel kernel, int stride, Tensor z, Tensor x) {
        workers = dnn.workers();
        this.kernel = kernel;
        this.z = z;
        this.x = x;
        columns = new Neighbourhood(x.extent(), z.extent(), kernel.size(), stride, Lanes.BLOCK);
        int width = columns.columns();
        int outs = kernel.outs();
        product = new ChunkedProduct(
                z.extent().voxels(),
                count -> new MatrixProduct(
                        dnn,
                        new MatrixProduct.Operand(1, count, outs, (long) count * outs, outs, 1),
                        new MatrixProduct.Operand(1, outs, width, (long) outs * width, width, 1),
                        new MatrixProduct.Operand(1, count, width, (long) count * width, width, 1),
                        false));
        weightBytes = ChunkedProduct.pages((long) outs * width * Float.BYTES);
        rowBytes = ChunkedProduct.pages((long) product.largest() * outs * Float.BYTES);
        columnBytes = ChunkedProduct.pages((long) product.largest() * width * Float.BYTES);
        scratchOfWorker = weightBytes + rowBytes + columnBytes + product.scratchBytes();
        scratch = new Region(scratchOfWorker * workers.count());
    }

    @Override
    public List<Region> touched() {
        return List.of(z.region(), x.region(), scratch);
    }

    @Override
    public void bind() {}

    @Override
    public void run() {
        ByteBuffer[] zs = z.allBlocks();
        workers.run(x.blocks(), (block, worker) -> {
            long weights = scratch.address() + worker * scratchOfWorker;
            long rows = weights + weightBytes;
            long result = rows + rowBytes;
            layOutWeights(block, OffHeap.buffer(weights, weightBytes).asFloatBuffer());
            ByteBuffer to = x.block(block);
            to.put(0, new byte[to.capacity()]);
            ByteBuffer zRows = OffHeap.buffer(rows, rowBytes);
            ByteBuffer added = OffHeap.buffer(result, columnBytes);
            product.forEachChunk((first, count, matrices) -> {
                layOutRows(zs, zRows, first, count);
                matrices.run(worker, rows, weights, result, result + columnBytes);
                columns.scatter(added, to, first, count);
            });
        });
    }

    /** From [outs/B][ins/B][taps][B ins][B outs], of which one block of ins, to [outs][taps][B ins]. */
    private void layOutWeights(int inBlock, FloatBuffer to) {
        int width = columns.columns();
        for (int outBlock = 0; outBlock < kernel.outBlocks(); outBlock++) {
            FloatBuffer from = OffHeap.buffer(kernel.weightsOf(outBlock), kernel.bytesOfBlock())
                    .asFloatBuffer();
            for (int column = 0; column < width; column++) {
                int source = (inBlock * width + column) * Lanes.BLOCK;
                for (int o = 0; o < Lanes.BLOCK; o++) {
                    to.put((outBlock * Lanes.BLOCK + o) * width + column, from.get(source + o));
                }
            }
        }
    }

    private static void layOutRows(ByteBuffer[] zs, ByteBuffer rows, int first, int count) {
        for (int block = 0; block < zs.length; block++) {
            for (int p = 0; p < count; p++) {
                rows.put((p * zs.length + block) * Lanes.VOXEL, zs[block], (first + p) * Lanes.VOXEL, Lanes.VOXEL);
            }
        }
    }

    @Override
    public void close() {
        product.close();
    }
}
