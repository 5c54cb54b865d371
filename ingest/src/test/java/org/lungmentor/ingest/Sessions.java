package org.lungmentor.ingest;

import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.SparkSessions;

/** The Spark session of this test JVM. */
final class Sessions {
    private Sessions() {}

    static SparkSession local() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "localhost");
        return SparkSessions.open("test");
    }
}
