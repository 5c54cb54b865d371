package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.dicom.Tag;
import org.lungmentor.dicom.Uid;
import org.lungmentor.dicom.WritableAttributes;
import org.lungmentor.dicom.phantom.Phantom;
import org.lungmentor.dicom.phantom.PhantomSeries;
import org.lungmentor.dicom.phantom.PhantomSettings;
import org.lungmentor.dicom.phantom.PhantomStructures;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.Storage;

/** Two phases under one series UID: each is a scan of its own. */
class PhasesTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(5, 32, 16, 8, 8);
    private static final PhantomSeries SERIES = PhantomSeries.of("LUNG1-007", "1");

    /** Of one patient at two times: another tumour, another texture. */
    private static final List<Phantom> PHASES =
            List.of(Phantom.of(SETTINGS, "LUNG1-007", 1), Phantom.of(SETTINGS, "LUNG1-008", 1));

    @TempDir
    private Path folder;

    private Path in;

    @BeforeEach
    void input() {
        in = folder.resolve("in");
    }

    @Test
    void phasesThatAreFramesOfOneFileAreTwoScans() throws IOException {
        SERIES.write(List.of(SERIES.enhanced(PHASES)), in.resolve("ct"));
        SERIES.write(List.of(structures()), in.resolve("structures"));
        Ingested out = radiomics();
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(out.rows()).containsOnlyKeys("LUNG1-007", "LUNG1-007_scan2");
        assertThat(values(out, "LUNG1-007")).isEqualTo(PHASES.get(0).image().values());
        assertThat(values(out, "LUNG1-007_scan2"))
                .isEqualTo(PHASES.get(1).image().values());
        assertThat(radiomics().summary().unchanged()).isEqualTo(2);
    }

    @Test
    void inspectTellsBothPhasesOfOneFile() throws IOException {
        SERIES.write(List.of(SERIES.enhanced(PHASES)), in.resolve("ct"));
        SERIES.write(List.of(structures()), in.resolve("structures"));
        List<String> files = List.of(
                in.resolve("ct/1-001.dcm").toString(),
                in.resolve("structures/1-001.dcm").toString());
        assertThat(new Inspection(Storage.standard())
                        .of(files).stream()
                                .map(Inspection.Finding::text)
                                .filter(t -> t.contains("LUNG1-007, 16 slices of 32 x 32, 8.000 x 8.000 x 8.000 mm")))
                .hasSize(2);
    }

    @Test
    void aStructureSetThatWasDrawnOnOnePhaseLabelsThatAlone() throws IOException {
        List<WritableAttributes> files = SERIES.slices(PHASES.get(0));
        List<WritableAttributes> second = SERIES.slices(PHASES.get(1));
        for (int k = 0; k < second.size(); k++) {
            files.get(k).text(Tag.ACQUISITION_NUMBER, "1");
            second.get(k).text(Tag.ACQUISITION_NUMBER, "2").text(Tag.SOP_INSTANCE_UID, Uid.of("second " + k));
        }
        files.addAll(second);
        SERIES.write(files, in.resolve("ct"));
        SERIES.write(List.of(structures()), in.resolve("structures")); // names the first's slices
        Ingested out = radiomics();
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.volume("Labels", "LUNG1-007").threshold().values())
                .isEqualTo(PHASES.get(0).truth().values());
        assertThat(out.row("LUNG1-007_scan2").reason()).isEqualTo("no-structure-set");
    }

    @Test
    void boxesThatNameAFileOfFramesAreNotGuessed() throws IOException {
        SERIES.write(List.of(SERIES.enhanced(List.of(PHASES.get(0)))), in.resolve("ct"));
        Path box = Files.createDirectories(in.resolve("LUNG1-007")).resolve(SERIES.sopInstanceUid(0) + ".xml");
        Files.writeString(
                box,
                "<annotation><object><name>A</name><bndbox><xmin>3</xmin><ymin>3</ymin><xmax>9</xmax><ymax>9</ymax>"
                        + "</bndbox></object></annotation>");
        Path to = folder.resolve("dx");
        Ingested out = new Ingested(
                to,
                DicomIngest.lungDx(
                                in.toString(),
                                to.toString(),
                                "phases",
                                LungDxProcessor.of(LengthRule.NONE, false),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
        assertThat(out.rows().values())
                .filteredOn(row -> row.reason().equals("no-annotation"))
                .singleElement()
                .satisfies(row -> assertThat(row.message()).contains("frames of one file"));
    }

    private static WritableAttributes structures() {
        return PhantomStructures.dataSet(
                SERIES, SETTINGS.slices(), List.of(PHASES.get(0).region("GTV-1")));
    }

    private static short[] values(Ingested out, String name) throws IOException {
        Volume image = out.volume("Images", name);
        return ((ShortVolume) image).values();
    }

    private Ingested radiomics() throws IOException {
        Path out = folder.resolve("out");
        return new Ingested(
                out,
                DicomIngest.radiomics(
                                in.toString(),
                                out.toString(),
                                "phases",
                                RadiomicsProcessor.of(RadiomicsProcessor.DEFAULT_ROI),
                                Optional.empty())
                        .run(Sessions.local(), JobOptions.STANDARD));
    }
}
