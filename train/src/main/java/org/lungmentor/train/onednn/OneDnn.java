package org.lungmentor.train.onednn;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;

/** oneDNN's processor engine, and threads with a stream each: what primitives are made for and run on. */
final class OneDnn implements AutoCloseable {
    private final engine engine;
    private final stream[] streams;
    private final Workers workers;

    /** @param threads at least 1, the calling thread among them */
    OneDnn(int threads) {
        NativeLibrary.load();
        engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
        streams = new stream[threads];
        for (int i = 0; i < threads; i++) {
            streams[i] = new stream(engine);
        }
        workers = new Workers(threads);
    }

    engine engine() {
        return engine;
    }

    /** The stream that a worker runs primitives on. Runs are over when {@code execute} returns. */
    stream stream(int worker) {
        return streams[worker];
    }

    Workers workers() {
        return workers;
    }

    @Override
    public void close() {
        workers.close();
        for (stream each : streams) {
            each.close();
        }
        engine.close();
    }
}
