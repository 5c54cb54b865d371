package org.lungmentor.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.Software;
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

    /** Plans and exports. */
    public JobSummary run(SparkSession spark, JobOptions options, Consumer<String> remarks) throws IOException {
        return plan(Storage.of(spark), options, remarks).run(spark);
    }

    /**
     * What is to be exported; nothing is written.
     *
     * @param remarks hears how many labels were soft, a sentence
     * @throws UsageException if there is no dataset of scans, or the output is one
     */
    public CaseJob plan(Storage storage, JobOptions options, Consumer<String> remarks) throws IOException {
        Dataset from = Dataset.open(storage, dataset);
        List<Case> cases = cases(from);
        refuseADataset(storage);
        return new CaseJob(
                STEP,
                cases,
                List.of(),
                new NnunetProcessor(),
                output,
                options,
                (there, summary) -> describe(there, from.info(), remarks));
    }

    private void describe(Storage storage, DatasetInfo info, Consumer<String> remarks) throws IOException {
        String folder = storage.absolute(output);
        Set<String> labelled =
                Dataset.volumes(storage, Storage.child(folder, LABELS)).keySet();
        long soft = new Ledger(storage, folder)
                .newest(STEP).values().stream()
                        .filter(row -> labelled.contains(row.caseName()))
                        .filter(row -> row.notes().containsKey(NnunetProcessor.THRESHOLDED))
                        .count();
        String said = soft == 0
                ? ""
                : soft + " of " + labelled.size() + " labels were soft and are cut at 0.5: nnU-Net learns integers.";
        if (soft > 0) {
            remarks.accept(said);
        }
        storage.write(Storage.child(folder, DatasetInfo.FILE), description(info, labelled.size(), said));
    }

    private List<Case> cases(Dataset from) throws IOException {
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

    /**
     * The keys that nnU-Net requires, and two that it passes over: documentation/dataset_format.md of nnU-Net 2. Labels are
     * consecutive, the background is 0; a channel called CT is normalised by the intensities of the foreground.
     */
    private static byte[] description(DatasetInfo info, int labelled, String said) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.putObject("channel_names").put("0", "CT");
        root.putObject("labels").put("background", 0).put("tumour", 1);
        root.put("numTraining", labelled);
        root.put("file_ending", ".nii.gz");
        root.put("name", info.name());
        root.put("description", ("Exported by " + Software.VERSION + ". " + said).strip());
        return (json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
