package org.lungmentor.app;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark, or joins what spark-submit has prepared. What the caller or spark-submit has set always wins. */
final class SparkStart {
    /** What the results or their safety depend on. */
    private static final Map<String, String> NEEDED = Map.of(
            "spark.sql.session.timeZone", "UTC",
            // a straggler started twice would be a case done twice at once
            "spark.speculation", "false");

    /** What we merely prefer where Spark runs within this process. */
    private static final Map<String, String> PREFERRED_LOCALLY = Map.of(
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.sql.shuffle.partitions", "8");

    private SparkStart() {}

    /**
     * @param command what the application is named after, {@code preprocess teacher}
     * @param spark its master; without one what spark-submit says, else {@code local[*]}
     * @param output {@code -v} shows Spark's own log
     */
    static SparkSession session(String command, SparkOptions spark, OutputOptions output) {
        // conf/log4j2.properties reads it when the first logger is made
        System.setProperty("lungmentor.log.level", output.verbose() ? "info" : "error");
        SparkConf conf = new SparkConf();
        conf.setAppName("lungmentor " + command);
        spark.master().ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local[*]");
        NEEDED.forEach(conf::setIfMissing);
        if (conf.get("spark.master").startsWith("local[")
                || conf.get("spark.master").equals("local")) {
            PREFERRED_LOCALLY.forEach(conf::setIfMissing);
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
