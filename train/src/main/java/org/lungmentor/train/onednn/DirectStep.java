package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;

/** Parts of one product, run side by side. Each worker has scratch memory of its own. */
final class DirectStep implements Step {
    private final OneDnn dnn;
    private final List<DirectPart> parts;
    private final List<Region> touched;
    private final Region scratch;
    private final long scratchOfWorker;

    DirectStep(OneDnn dnn, List<DirectPart> parts, List<Region> tensors) {
        this.dnn = dnn;
        this.parts = List.copyOf(parts);
        scratchOfWorker =
                parts.stream().mapToLong(DirectPart::scratchBytes).max().orElse(0);
        scratch = new Region(scratchOfWorker * dnn.workers().count());
        touched = new ArrayList<>(tensors);
        if (scratchOfWorker > 0) {
            touched.add(scratch);
        }
    }

    @Override
    public List<Region> touched() {
        return touched;
    }

    @Override
    public void bind() {
        parts.forEach(DirectPart::bind);
    }

    @Override
    public void run() {
        dnn.workers().run(parts.size(), (item, worker) -> parts.get(item)
                .run(dnn.stream(worker), scratch.address() + worker * scratchOfWorker));
    }

    @Override
    public void close() {
        parts.forEach(DirectPart::close);
    }
}
