package org.lungmentor.jobs;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Spark sessions for tests: one at a time in a test JVM, another only where the master differs. */
final class Sessions {
    private Sessions() {}

    static SparkSession of(String master) {
        SparkSession.getDefaultSession().foreach(session -> {
            if (!session.sparkContext().master().equals(master)) {
                session.stop();
            }
            return null;
        });
        System.setProperty("spark.master", master);
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "localhost");
        System.setProperty("spark.executor.memory", "512m");
        // Both executors are there before the first case is handed out.
        System.setProperty("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        System.setProperty("spark.executor.extraClassPath", absoluteClassPath());
        return SparkSessions.open("test");
    }

    private static String absoluteClassPath() {
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            path.append(Path.of(entry).toAbsolutePath()).append(':');
        }
        return path.toString();
    }
}
