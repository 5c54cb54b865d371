package org.lungmentor.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.sql.SparkSession;
import scala.util.Properties;

/** Spark and Hadoop: their versions, and whether a job runs. */
final class SparkCheck {
    private SparkCheck() {}

    /** @param session opened here, so that a Spark that does not start is a finding */
    static List<Finding> run(Supplier<SparkSession> session) {
        List<Finding> findings = new ArrayList<>();
        try (SparkSession spark = session.get()) {
            String scala = Properties.versionNumberString();
            String text = "Spark " + spark.version() + ", Scala " + scala + ", Hadoop " + VersionInfo.getVersion()
                    + ", master " + spark.sparkContext().master();
            boolean fits = spark.version().startsWith("3.5.") && scala.startsWith("2.12.");
            findings.add(
                    fits
                            ? Finding.ok("spark", text)
                            : Finding.broken(
                                    "spark",
                                    text,
                                    "lungmentor needs Spark 3.5 with Scala 2.12: unset SPARK_HOME, or name such a Spark."));
            long counted = spark.range(1000).count();
            findings.add(
                    counted == 1000
                            ? Finding.ok("spark job", "ran")
                            : Finding.broken(
                                    "spark job", "counted " + counted + " of 1000", "Look at Spark's log, -v."));
        } catch (RuntimeException | LinkageError e) {
            findings.add(Finding.broken(
                    "spark",
                    "does not run: " + e,
                    "Start through submit/lungmentor; with -v Spark's own log is shown."));
        }
        return findings;
    }
}
