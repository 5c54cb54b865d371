package org.lungmentor.app;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.SparkSessions;
import org.lungmentor.jobs.Storage;

/**
 * Starts Spark for a command, or joins what spark-submit has prepared. Commands name no class of Spark in their methods' signatures, lambdas included: picocli
 * reads those of all commands, and {@code --help} would load Spark.
 */
final class SparkStart {
    private SparkStart() {}

    /**
     * @param command what the application is named after, {@code preprocess teacher}
     * @param spark its master; without one what spark-submit says, else {@code local[*]}
     * @param output {@code -v} shows Spark's own log
     */
    static SparkSession session(String command, SparkOptions spark, OutputOptions output) {
        configure(spark, output);
        return SparkSessions.open("lungmentor " + command);
    }

    /** Storage as that session will see it; starts nothing. */
    static Storage storage(SparkOptions spark, OutputOptions output) {
        configure(spark, output);
        return SparkSessions.storage();
    }

    private static void configure(SparkOptions spark, OutputOptions output) {
        // conf/log4j2.properties reads it when the first logger is made
        System.setProperty("lungmentor.log.level", output.verbose() ? "info" : "error");
        // where a new SparkConf looks, and spark-submit leaves its own
        spark.master().ifPresent(master -> System.setProperty("spark.master", master));
    }

    /** As {@link #session}, when it is asked. */
    static Supplier<SparkSession> opener(String command, SparkOptions spark, OutputOptions output) {
        return () -> session(command, spark, output);
    }
}
