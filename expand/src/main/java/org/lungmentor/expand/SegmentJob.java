package org.lungmentor.expand;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.spark.sql.SparkSession;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseJob;
import org.lungmentor.jobs.CaseProcessor;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Storage;
import org.lungmentor.preprocess.LungMaps;
import org.lungmentor.preprocess.PreprocessJob;
import org.lungmentor.preprocess.TeacherCrops;
import org.lungmentor.train.EngineRequest;

/**
 * Maps one network over new scans: masks as {@code OUTPUT/CASE.nii.gz} on each scan's own grid, or of lung crops as
 * {@code OUTPUT/CROP.nii.gz} on theirs, and a ledger. Spacing, crop edge and margin are those of the model file.
 *
 * @param model model file, any Hadoop path
 * @param input a NIfTI file, a folder of them, a dataset, a folder with one DICOM series, or a folder of lung crops
 * @param output folder of masks and ledger
 * @param cases only these; empty: all
 * @param lungs where a student's lungs come from
 * @param prompt what the user says of where the tumour is: a teacher needs a box, a unet a centre or a box, a student nothing
 * @param source how scans are read
 * @param rules how probabilities become a mask
 * @param engine what computes
 * @param options how the job runs
 */
public record SegmentJob(
        String model,
        String input,
        String output,
        Optional<Set<String>> cases,
        LungSource lungs,
        Prompt prompt,
        ScanSource source,
        MaskRules rules,
        EngineRequest engine,
        JobOptions options) {

    /** A student with the thesis's settings over all scans of the input. */
    public static SegmentJob of(String model, String input, String output) {
        return new SegmentJob(
                model,
                input,
                output,
                Optional.empty(),
                LungSource.classical(),
                new Prompt.None(),
                ScanSource.STANDARD,
                MaskRules.STANDARD,
                EngineRequest.BEST,
                JobOptions.STANDARD);
    }

    /** Plans and runs. */
    public JobSummary run(SparkSession spark) throws IOException {
        return plan(Storage.of(spark)).run(spark);
    }

    /**
     * What is to be run, after every check that needs no scan read; nothing is written.
     *
     * @throws UsageException if the model file is none, does not fit what there is to segment, or wants to be told where the
     *     tumour is
     */
    public CaseJob plan(Storage storage) throws IOException {
        ModelReference network = ModelReference.open(storage, model, engine);
        SegmentInput found = chosen(storage);
        refuseOverwriting(storage, found.cases());
        CaseProcessor processor;
        if (!network.network().student()) {
            processor = tumour(network, found);
            if (prompt instanceof Prompt.Box box) {
                found = found.withBox(storage.absolute(box.path()));
            }
        } else if (found.crops().isPresent()) {
            processor = crops(network, found.crops().get().preprocessing());
        } else {
            processor = lungs(network);
            if (lungs.maps().isPresent()) {
                found = found.with(LungMaps.of(storage, lungs.maps().get()));
            }
        }
        return CaseJob.of("segment", found.cases(), processor, output, options);
    }

    private SegmentInput chosen(Storage storage) throws IOException {
        SegmentInput all = SegmentInput.find(storage, input);
        if (all.isDicom() && !source.rescale().equals(Rescale.NONE)) {
            throw new UsageException("--rescale is for NIfTI files; a DICOM series says itself what its values are.");
        }
        return cases.isPresent() ? all.only(cases.get(), input) : all;
    }

    private CaseProcessor tumour(ModelReference network, SegmentInput found) {
        String name = network.network().label();
        refuseLungFilter("a " + name + " does not look for lungs");
        boolean wantsBox = network.network().inputs() == 2;
        if (prompt instanceof Prompt.None || (wantsBox && !(prompt instanceof Prompt.Box))) {
            throw new UsageException(
                    wantsBox
                            ? "A teacher needs a box around the tumour: give --box FILE for one scan, or map it over a"
                                    + " dataset with 'expand'."
                            : "A unet needs to know where the tumour is: give --centre X,Y,Z (RAS+ millimetres) or --box"
                                    + " FILE for one scan, or map it over a dataset with 'expand'.");
        }
        if (found.crops().isPresent()) {
            throw new UsageException(input + " holds lung crops, which a " + name + " does not know: name a scan.");
        }
        if (found.cases().size() != 1) {
            throw new UsageException("A box or a centre is of one scan, and " + input + " holds "
                    + found.cases().size() + ": name one, or map the model over a dataset with 'expand'.");
        }
        int edge = network.setting("edge", TeacherCrops.EDGE);
        network.requirePreprocessing(PreprocessJob.teacherSettings(edge));
        return new TumourSegmentCase(network, edge, prompt, source, rules);
    }

    private CaseProcessor lungs(ModelReference student) {
        refusePrompt(student);
        double marginMm = Double.parseDouble(student.preprocessing().getOrDefault("marginMm", "0"));
        student.requirePreprocessing(PreprocessJob.studentSettings(marginMm));
        return new LungSegmentCase(student, lungs.finder(), marginMm, source, rules);
    }

    private CaseProcessor crops(ModelReference student, SortedMap<String, String> preprocessing) {
        refusePrompt(student);
        refuseLungFilter("crops come without their lung maps");
        student.requirePreprocessing(preprocessing);
        return new CropSegmentCase(student, rules);
    }

    private void refusePrompt(ModelReference student) {
        if (!(prompt instanceof Prompt.None)) {
            throw new UsageException("A " + student.network().label()
                    + " finds tumours by itself: leave out --box and --centre, or give a teacher or a unet.");
        }
    }

    private void refuseLungFilter(String why) {
        if (rules.lungFilter()) {
            throw new UsageException("--lung-filter cannot be done here: " + why + ".");
        }
    }

    private void refuseOverwriting(Storage storage, List<Case> found) throws IOException {
        Set<String> read = new HashSet<>();
        found.forEach(one -> one.inputs().values().forEach(read::addAll));
        String folder = storage.absolute(output);
        for (Case one : found) {
            if (read.contains(Storage.child(folder, one.name() + ".nii.gz"))) {
                throw new UsageException(
                        "The masks would replace the scans in " + output + ": give them a folder of their own.");
            }
        }
    }
}
