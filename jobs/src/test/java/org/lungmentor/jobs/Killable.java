package org.lungmentor.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A run in a process of its own, to be killed. Arguments: input folder, output folder, milliseconds a case. */
final class Killable {
    static final String[] TEXTS = {"one", "two", "three crop", "four", "five", "six", "seven", "eight"};

    private Killable() {}

    public static void main(String[] args) throws IOException {
        List<Case> cases = Folder.cases(Path.of(args[0]), TEXTS);
        SparkSession spark = Sessions.of("local[2]");
        job(cases, args[1], Long.parseLong(args[2])).run(spark);
    }

    static CaseJob job(List<Case> cases, String out, long millis) {
        JobOptions options = new JobOptions(false, false, false, ConsoleProgress.onStderr());
        return CaseJob.of("shout", cases, new Shout(1, "!", millis), out, options);
    }
}
