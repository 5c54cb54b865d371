package org.lungmentor.evaluate;

import java.util.List;
import org.lungmentor.jobs.JobSummary;

/**
 * What an evaluation found.
 *
 * @param summary what became of the cases
 * @param tables mean and SD by model, dataset and figure
 */
public record Evaluation(JobSummary summary, List<TableCell> tables) {
    /** Copies the list. */
    public Evaluation {
        tables = List.copyOf(tables);
    }
}
