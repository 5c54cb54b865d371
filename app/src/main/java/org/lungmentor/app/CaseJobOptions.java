package org.lungmentor.app;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.Storage;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/**
 * What every command has that runs a job over cases: which cases, where, and how much it says. As in commands, no method's
 * signature names a class of Spark, see {@link SparkStart}.
 */
final class CaseJobOptions {
    @Mixin
    private CaseOptions cases = new CaseOptions();

    @Mixin
    private SparkOptions spark = new SparkOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** The names in the {@code --cases} file; empty: all cases. */
    Optional<Set<String>> cases() {
        return cases.cases();
    }

    boolean dryRun() {
        return cases.dryRun();
    }

    OutputOptions output() {
        return output;
    }

    JobOptions job() {
        return cases.job(output);
    }

    /** Storage as the job will see it: what is wrong with its folders is told before Spark starts. */
    Storage storage() {
        return SparkStart.storage(spark, output);
    }

    SparkOptions spark() {
        return spark;
    }

    /**
     * Names the planned cases, or starts Spark, runs the jobs one after the other and reports.
     *
     * @return the command's exit status: the highest of the jobs'
     */
    int run(String command, CommandLine line, CaseJob... jobs) throws IOException {
        int status = ExitStatus.DONE;
        if (dryRun()) {
            for (CaseJob job : jobs) {
                status = Math.max(status, JobReport.planned(job.names(), output, line));
            }
            return status;
        }
        try (SparkSession session = SparkStart.session(command, spark, output)) {
            for (CaseJob job : jobs) {
                status = Math.max(status, JobReport.print(job.run(session), output, line));
            }
        }
        return status;
    }
}
