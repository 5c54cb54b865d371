package org.lungmentor.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Storage;

/**
 * A dataset to nnU-Net's raw dataset (version 2): {@code imagesTr/CASE_0000.nii.gz}, {@code labelsTr/CASE.nii.gz},
 * {@code imagesTs/} for cases without a label, and a {@code dataset.json} of nnU-Net's kind. The export's own ledger lies
 * beside them; nnU-Net does not look at it.
 *
 * @param dataset folder of a dataset of scans
 * @param output folder of the raw dataset; nnU-Net finds it if it is named like {@code Dataset501_Lung}
 * @param only names of the cases to do; empty: all
 */
public record NnunetExport(String dataset, String output, Optional<Set<String>> only) {
    static final String STEP = "export-nnunet";
    static final String IMAGES = "imagesTr";
    static final String LABELS = "labelsTr";
    static final String TEST_IMAGES = "imagesTs";

    /** @throws UsageException if there is no dataset of scans, or the output is one */
    public JobSummary run(SparkSession spark, JobOptions options) throws IOException {
        Storage storage = Storage.of(spark);
        List<Case> cases = cases(storage);
        refuseADataset(storage);
        JobSummary summary = new CaseJob(STEP, cases, List.of(), new NnunetProcessor(), output, options).run(spark);
        int labelled = Dataset.volumes(storage, Storage.child(storage.absolute(output), LABELS))
                .size();
        storage.write(Storage.child(storage.absolute(output), DatasetInfo.FILE), description(labelled));
        return summary;
    }

    /** The cases that {@link #run} would do or find done, nothing written. */
    public List<String> planned(SparkSession spark) throws IOException {
        return cases(Storage.of(spark)).stream().map(Case::name).toList();
    }

    private List<Case> cases(Storage storage) throws IOException {
        Dataset from = Dataset.open(storage, dataset);
        if (from.info().kind() != DatasetInfo.Kind.DATASET) {
            throw new UsageException(dataset + " holds crops: nnU-Net crops by itself, name the dataset of scans.");
        }
        return from.cases(only).stream().filter(one -> one.has(Dataset.IMAGE)).toList();
    }

    private void refuseADataset(Storage storage) throws IOException {
        String file = Storage.child(storage.absolute(output), DatasetInfo.FILE);
        if (storage.exists(file)
                && new ObjectMapper().readTree(storage.read(file)).has("supervision")) {
            throw new UsageException(output + " is a dataset, and its " + DatasetInfo.FILE
                    + " would be replaced: name another folder for nnU-Net.");
        }
    }

    private static byte[] description(int labelled) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.putObject("channel_names").put("0", "CT");
        root.putObject("labels").put("background", 0).put("tumour", 1);
        root.put("numTraining", labelled);
        root.put("file_ending", ".nii.gz");
        return (json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
