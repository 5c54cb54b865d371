package org.lungmentor.evaluate;

import java.util.List;
import org.lungmentor.jobs.JobSummary;

/**
 * What an evaluation found.
 *
 * @param summary what became of the cases
 * @param entries every case, those not judged too, by name
 * @param tables mean and SD by model, dataset and figure
 */
public record Evaluation(JobSummary summary, List<CaseEntry> entries, List<TableCell> tables) {
    /** Copies the lists. */
    public Evaluation {
        entries = List.copyOf(entries);
        tables = List.copyOf(tables);
    }
}
