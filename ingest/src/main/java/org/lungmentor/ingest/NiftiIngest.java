package org.lungmentor.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.OutputDescription;
import org.lungmentor.jobs.Rejected;
import org.lungmentor.jobs.Storage;

/**
 * Two flat folders of NIfTI files with equal names, images and labels, to a dataset. The layout of the Medical Segmentation
 * Decathlon is one such.
 *
 * @param input folder of both folders
 * @param images name of the folder of images within it
 * @param labels name of the folder of labels; empty: there are none
 * @param output folder of the dataset
 * @param name the dataset's name in tables
 * @param patient what of a name, from its start, tells the patient; empty: the case is the patient
 * @param processor what makes a case of image and label
 * @param only names of the cases to do; empty: all
 */
public record NiftiIngest(
        String input,
        String images,
        Optional<String> labels,
        String output,
        String name,
        Optional<Pattern> patient,
        NiftiProcessor processor,
        Optional<Set<String>> only) {
    /** Where the Decathlon keeps images with labels. */
    public static final String MSD_IMAGES = "imagesTr";

    /** Where the Decathlon keeps labels. */
    public static final String MSD_LABELS = "labelsTr";

    /** Where the Decathlon keeps images whose labels are not given out. */
    public static final String MSD_UNLABELLED = "imagesTs";

    /** Plans and runs. */
    public JobSummary run(SparkSession spark, JobOptions options) throws IOException {
        return plan(Storage.of(spark), options).run(spark);
    }

    /**
     * What is to be run; nothing is written.
     *
     * @throws UsageException if there is no image, or labels are asked for and there is none
     */
    public CaseJob plan(Storage storage, JobOptions options) throws IOException {
        SortedMap<String, String> scans = volumes(storage, images, "images");
        SortedMap<String, String> masks = labels.isEmpty() ? new TreeMap<>() : volumes(storage, labels.get(), "labels");
        List<Case> cases = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Map.Entry<String, String> scan : scans.entrySet()) {
            Optional<String> mask = Optional.ofNullable(masks.get(scan.getKey()));
            if (labels.isPresent() && mask.isEmpty()) {
                rejected.add(new Rejected(
                        one(scan.getKey(), new TreeMap<>()),
                        Reason.LABEL_MISSING,
                        "The image has no label of the same name: add it, or ingest the image without --labels."));
            } else if (only.isEmpty() || only.get().contains(scan.getKey())) {
                SortedMap<String, List<String>> inputs = new TreeMap<>(Map.of(Dataset.IMAGE, List.of(scan.getValue())));
                mask.ifPresent(path -> inputs.put(Dataset.LABEL, List.of(path)));
                cases.add(one(scan.getKey(), inputs));
            }
        }
        for (String lonely : masks.keySet()) {
            if (!scans.containsKey(lonely)) {
                rejected.add(new Rejected(
                        one(lonely, new TreeMap<>()),
                        Reason.IMAGE_MISSING,
                        "The label has no image of the same name: add it."));
            }
        }
        return new CaseJob(
                DicomIngest.STEP,
                cases,
                rejected,
                processor,
                output,
                options,
                OutputDescription.dataset(output, info()));
    }

    private SortedMap<String, String> volumes(Storage storage, String folder, String what) throws IOException {
        SortedMap<String, String> found = Dataset.volumes(storage, Storage.child(storage.absolute(input), folder));
        if (found.isEmpty()) {
            throw new UsageException("There is no NIfTI file in the folder " + folder + " of " + input
                    + ": name the folder of " + what + ".");
        }
        return found;
    }

    private Case one(String caseName, SortedMap<String, List<String>> inputs) {
        String whose = caseName;
        if (patient.isPresent()) {
            Matcher start = patient.get().matcher(caseName);
            whose = start.lookingAt() && !start.group().isEmpty() ? start.group() : caseName;
        }
        return new Case(caseName, whose, whose, inputs);
    }

    private DatasetInfo info() {
        return DatasetInfo.of(
                name,
                DatasetInfo.Kind.DATASET,
                labels.isPresent() ? DatasetInfo.Supervision.STRONG : DatasetInfo.Supervision.NONE,
                labels.map(folder -> "nifti"),
                new TreeMap<>());
    }
}
