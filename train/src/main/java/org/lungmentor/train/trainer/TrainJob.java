package org.lungmentor.train.trainer;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.Storage;

/**
 * Trains where Spark says: in this process when Spark is, too; on a cluster as one task, which takes a GPU where the cluster
 * gives its tasks any ({@code spark.task.resource.gpu.amount}). The driver only waits and hears how it ended; the executor's
 * log has the progress, the run folder the metrics.
 */
public final class TrainJob {
    private TrainJob() {}

    /** Runs the training and returns how it ended. */
    public static TrainResult run(SparkSession spark, TrainRequest request, TrainingListener listener)
            throws IOException {
        Storage storage = Storage.of(spark);
        if (spark.sparkContext().isLocal()) {
            return Trainer.run(storage, request, listener);
        }
        listener.said("One executor trains; its log has the progress, " + request.run() + " the metrics.");
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        return context.parallelize(List.of(request), 1)
                .map(one -> Trainer.run(storage, one, new LoggedTraining()))
                .collect()
                .get(0);
    }
}
