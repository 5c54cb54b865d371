package org.lungmentor.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same cases on one thread, on two, and on two executor processes. */
class ClusterTest {
    private static final String TWO_EXECUTORS = "local-cluster[2,1,1024]";
    private final Path temp;

    ClusterTest(@TempDir Path temp) {
        this.temp = temp;
    }

    @AfterAll
    static void stopExecutors() {
        Sessions.of(TWO_EXECUTORS).stop();
    }

    @Test
    void outputsAreTheSameBytesWhereverTheyAreMade() throws IOException {
        List<Case> cases = Folder.cases(
                temp.resolve("in"), "one", "two crop", "refuse", "die", "five", "six", "seven", "eight", "nine", "ten");

        SortedMap<String, String> one = run(cases, new Shout(), "local[1]", "one");
        SortedMap<String, String> two = run(cases, new Shout(), "local[2]", "two");
        SortedMap<String, String> cluster = run(cases, new Shout(1, "!", 300), TWO_EXECUTORS, "cluster");

        assertThat(one).hasSize(17);
        assertThat(two).isEqualTo(one);
        assertThat(cluster).isEqualTo(one);
        Set<String> executors = new TreeSet<>();
        ledger("cluster").rows().forEach(row -> executors.add(row.executor()));
        assertThat(executors).containsExactly("0", "1");
    }

    @Test
    void aLostExecutorIsReplacedAndACaseThatKillsThemAllIsGivenUp() throws IOException {
        List<Case> cases = Folder.cases(temp.resolve("in"), "once", "always", "three", "four");
        Deadly deadly = new Deadly(temp.resolve("marker").toString());

        SortedMap<String, String> outputs = run(cases, deadly, TWO_EXECUTORS, "lost");

        assertThat(outputs.keySet()).containsExactly("case00.txt", "case02.txt", "case03.txt");
        List<LedgerRow> rows = ledger("lost").rows();
        assertThat(rows).hasSize(4);
        assertThat(rows)
                .filteredOn(row -> row.status() == CaseStatus.FAILED)
                .singleElement()
                .satisfies(row -> assertThat(row.message()).startsWith("Every executor that tried this case was lost"));
    }

    private SortedMap<String, String> run(List<Case> cases, CaseProcessor processor, String master, String name)
            throws IOException {
        SparkSession spark = Sessions.of(master);
        Path out = temp.resolve(name);
        CaseJob.of("shout", cases, processor, out.toString(), JobOptions.STANDARD)
                .run(spark);
        return Folder.outputs(out);
    }

    private Ledger ledger(String name) {
        return new Ledger(Storage.standard(), temp.resolve(name).toString());
    }

    /** Takes its JVM down the first time or every time, as its input says. */
    private record Deadly(String marker) implements CaseProcessor {
        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public SortedMap<String, String> settings() {
            return new TreeMap<>();
        }

        @Override
        public CaseResult process(Case one, CaseFiles files) throws IOException {
            String text = Files.readString(Path.of(one.path("image")));
            try (var out = files.create(one.name() + ".txt")) {
                out.write(text.charAt(0));
            }
            if (text.equals("always")
                    || (text.equals("once") && Path.of(marker).toFile().createNewFile())) {
                Runtime.getRuntime().halt(1);
            }
            return CaseResult.of(Map.of(), Map.of());
        }
    }
}
