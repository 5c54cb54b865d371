package org.lungmentor.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Spark sessions: on a cluster what spark-submit gives, else this process with all its cores. Two lists say what we put into
 * them: {@link #NEEDED} overrides whatever is configured, {@link #PREFERRED} gives way to it.
 */
public final class SparkSessions {
    /** Without these, results or promises would change. */
    private static final Map<String, String> NEEDED = Map.of(
            // Times in ledgers read the same wherever the job ran.
            "spark.sql.session.timeZone", "UTC",
            // Two attempts at one case at once would do its work twice.
            "spark.speculation", "false",
            // A case that takes executors down is given up at the fourth attempt, see CaseJob.
            "spark.task.maxFailures", "8");

    /** Better than Spark's own defaults for few, long, independent tasks. */
    private static final Map<String, String> PREFERRED = Map.of(
            // Volumes are read over the network anyway: a task need not wait for a host that holds its blocks.
            "spark.locality.wait", "0s",
            // Our own line tells the progress.
            "spark.ui.showConsoleProgress", "false",
            // Ledgers and tables are small.
            "spark.sql.shuffle.partitions", "8");

    private static final Map<String, String> PREFERRED_LOCAL = Map.of(
            "spark.master", "local[*]",
            "spark.driver.host", "localhost",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.ui.enabled", "false");

    private SparkSessions() {}

    /** Storage as a session opened now would see it; opens none, so that what is wrong can be told before Spark starts. */
    public static Storage storage() {
        return Storage.of(SparkHadoopUtil.get().newConfiguration(new SparkConf()));
    }

    /** Whether a session opened now would do its work in this process. */
    public static boolean isLocal() {
        String master = new SparkConf().get("spark.master", PREFERRED_LOCAL.get("spark.master"));
        return master.equals("local") || master.startsWith("local[");
    }

    /** A session by that name, or the one that this process has. */
    public static SparkSession open(String name) {
        SparkConf configuration = new SparkConf();
        Map<String, String> preferred = new TreeMap<>(PREFERRED);
        if (configuration.get("spark.master", "local").startsWith("local")) {
            preferred.putAll(PREFERRED_LOCAL);
        }
        preferred.forEach(configuration::setIfMissing);
        NEEDED.forEach(configuration::set);
        return SparkSession.builder().appName(name).config(configuration).getOrCreate();
    }
}
