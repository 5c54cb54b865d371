package org.lungmentor.train.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * One product: stages one after the other, and the parts of a stage side by side. Each worker has scratch memory of its own.
 */
final class DirectStep implements Step {
    private final OneDnn dnn;
    private final List<List<DirectPart>> stages;
    private final List<Region> touched;
    private final Region scratch;
    private final long scratchOfWorker;

    DirectStep(OneDnn dnn, List<List<DirectPart>> stages, List<Region> tensors) {
        this.dnn = dnn;
        this.stages = List.copyOf(stages);
        scratchOfWorker = stages.stream()
                .flatMap(List::stream)
                .mapToLong(DirectPart::scratchBytes)
                .max()
                .orElse(0);
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
        stages.forEach(parts -> parts.forEach(DirectPart::bind));
    }

    @Override
    public void run() {
        for (List<DirectPart> parts : stages) {
            dnn.workers().run(parts.size(), (item, worker) -> parts.get(item)
                    .run(dnn.stream(worker), scratch.address() + worker * scratchOfWorker));
        }
    }

    @Override
    public void close() {
        stages.forEach(parts -> parts.forEach(DirectPart::close));
    }
}
