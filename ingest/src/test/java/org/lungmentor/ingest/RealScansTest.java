package org.lungmentor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungmentor.imaging.Affine;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Rescale;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.JobOptions;
import org.lungmentor.jobs.JobSummary;

/** Numbers that are known of public scans, through the whole job. */
@Tag("real-data")
class RealScansTest {
    private static final Path DATA =
            Path.of(Optional.ofNullable(System.getenv("LUNGMENTOR_TEST_DATA")).orElse("."));

    @TempDir
    private Path folder;

    @Test
    void lung1HasTheVoxelsThatOthersCount() throws IOException {
        Ingested out = radiomics("nsclc-radiomics", RadiomicsProcessor.DEFAULT_ROI);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(Ingested.sum(out.volume("Images", "LUNG1-001"))).isEqualTo(-7_165_856_924L);
        assertThat(Ingested.nonZero(out.volume("Labels", "LUNG1-001"))).isEqualTo(54_639);
        assertThat(out.row("LUNG1-001").figures().get("tumourVolumeMm3")).isCloseTo(156_323.4, within(0.1));
        Grid grid = out.volume("Images", "LUNG1-001").grid();
        assertThat(grid.affine().apply(0, 0, 0)).containsExactly(249.51171875, 460.51171875, -513.5);
        assertThat(grid.shape()).containsExactly(512, 512, 36);
    }

    @Test
    void lung1sMaskIsSuspectWhereItIsMirroredAlongAnyAxis() throws IOException {
        Ingested out = radiomics("nsclc-radiomics", RadiomicsProcessor.DEFAULT_ROI);
        assertThat(out.row("LUNG1-001").notes()).doesNotContainKey("label-suspect");
        Volume image =
                out.volume("Images", "LUNG1-001"); // 36 slices: the mask shares most of them with its mirror image
        ByteVolume mask = out.volume("Labels", "LUNG1-001").threshold();
        String[] exchanged = {"left and right", "front and back", "head and feet"};
        for (int axis = 0; axis < 3; axis++) {
            assertThat(new LabelCheck(image, LabelCheckTest.mirrored(mask, axis))
                            .suspicion()
                            .orElse(""))
                    .contains(exchanged[axis] + " exchanged");
        }
    }

    @Test
    void lungsOfOverlappingContoursAreFilledByEvenAndOdd() throws IOException {
        Ingested left = radiomics("nsclc-radiomics", "lung-left");
        assertThat(Ingested.nonZero(left.volume("Labels", "LUNG1-001"))).isEqualTo(419_316);
        assertThat(left.row("LUNG1-001").figures()).containsEntry("contoursOutside", 62.0);
        assertThat(left.row("LUNG1-001").notes()).containsKey("contours-outside");
        Ingested right = radiomics("nsclc-radiomics", "lung-right");
        assertThat(Ingested.nonZero(right.volume("Labels", "LUNG1-001"))).isEqualTo(552_877);
        assertThat(right.row("LUNG1-001").figures()).containsEntry("contoursOutside", 63.0);
    }

    @Test
    void theRadiomicsPhantomEqualsItsNifti() throws IOException {
        Ingested out = radiomics("ct-phantom", RadiomicsProcessor.DEFAULT_ROI);
        assertThat(out.summary().done()).isEqualTo(2);
        Path nifti = DATA.resolve("ct-phantom/PAT1/NIfTI");
        Volume mask = out.volume("Labels", "1");
        assertThat(Ingested.nonZero(mask)).isEqualTo(125_256);
        assertSameVoxels(
                out.volume("Images", "1"),
                NiftiReader.read(nifti.resolve("phantom.nii.gz")).volume());
        assertSameVoxels(mask, NiftiReader.read(nifti.resolve("mask.nii.gz")).volume());
        assertThat(Ingested.nonZero(out.volume("Labels", "3"))).isEqualTo(4_047);
    }

    @Test
    void theSoftTissueCtIsTakenAndItsPetSkipped() throws IOException {
        Ingested out = radiomics("ibsi-validation", "gtv_mass_ct");
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        assertThat(out.summary().done()).isEqualTo(1);
        assertThat(out.summary().skipped()).isEqualTo(2);
        String name = out.rows().keySet().stream()
                .filter(n -> !n.contains("skipped"))
                .findAny()
                .orElseThrow();
        assertThat(Ingested.nonZero(out.volume("Labels", name))).isEqualTo(17_090);
    }

    @Test
    void a0002IsTooShortByDefault() throws IOException {
        Ingested out = lungDx(LengthRule.CHEST);
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(out.row("A0002_scan1").reason()).isEqualTo("too-short");
        assertThat(out.row("A0002_scan1").message()).contains("152.0 mm").contains("--length-mm");
    }

    @Test
    void a0002HasItsBoxesWhereTheXmlSays() throws IOException {
        Ingested out = lungDx(LengthRule.parse("100..600"));
        assertThat(out.summary().exitStatus()).isEqualTo(ExitStatus.DONE);
        Volume box = out.volume("Boxes", "A0002_scan1");
        assertThat(Ingested.nonZero(box)).isEqualTo(56_416);
        assertThat(Ingested.sum(out.volume("Images", "A0002_scan1"))).isEqualTo(-2_765_338_639L);
        assertThat(out.row("A0002_scan1").figures()).containsEntry("annotatedSlices", 10.0);
        assertThat(out.row("A0002_annotations").message()).startsWith("8 box annotations");
        // z 176 is slice 4: xmin 146, ymin 285, xmax 207, ymax 335, counted from 1
        assertThat(box.value(box.grid().index(145, 284, 4))).isEqualTo(1);
        assertThat(box.value(box.grid().index(206, 334, 4))).isEqualTo(1);
        assertThat(box.value(box.grid().index(144, 284, 4))).isZero();
        assertThat(box.value(box.grid().index(207, 334, 4))).isZero();
        assertThat(box.value(box.grid().index(145, 284, 3))).isZero();
        assertThat(box.grid().affine().apply(0, 0, 4)[2]).isEqualTo(176);
    }

    @Test
    void theDecathlonsLayoutKeepsItsVoxels() throws IOException {
        NiftiIngest msd = new NiftiIngest(
                DATA.resolve("msd-shaped").toString(),
                NiftiIngest.MSD_IMAGES,
                Optional.of(NiftiIngest.MSD_LABELS),
                folder.toString(),
                "msd",
                Optional.empty(),
                new NiftiProcessor(Rescale.NONE, Optional.empty()),
                Optional.empty());
        Ingested out = new Ingested(folder, msd.run(Sessions.local(), JobOptions.STANDARD));
        assertThat(out.row("LUNG1-001").figures().get("tumourVoxels")).isEqualTo(3_453);
        assertThat(out.row("LUNG1-001").figures().get("tumourVolumeMm3")).isCloseTo(158_065.8, within(0.1));
        Volume given = NiftiReader.read(DATA.resolve("msd-shaped/imagesTr/LUNG1-001.nii.gz"))
                .volume();
        assertSameVoxels(out.volume("Images", "LUNG1-001"), given);
    }

    private Ingested radiomics(String set, String roi) throws IOException {
        JobSummary summary = DicomIngest.radiomics(
                        DATA.resolve(set).toString(),
                        folder.toString(),
                        set,
                        RadiomicsProcessor.of(roi),
                        Optional.empty())
                .run(Sessions.local(), JobOptions.STANDARD);
        return new Ingested(folder, summary);
    }

    private Ingested lungDx(LengthRule length) throws IOException {
        JobSummary summary = DicomIngest.lungDx(
                        DATA.resolve("lung-pet-ct-dx").toString(),
                        folder.toString(),
                        "dx",
                        LungDxProcessor.of(length, false),
                        Optional.empty())
                .run(Sessions.local(), JobOptions.STANDARD);
        return new Ingested(folder, summary);
    }

    /** Voxels at the same place in the patient, whatever the order of the arrays. */
    private static void assertSameVoxels(Volume one, Volume other) {
        Affine there = other.grid().affine().inverse();
        long differ = 0;
        for (int z = 0; z < one.grid().nz(); z++) {
            for (int y = 0; y < one.grid().ny(); y++) {
                for (int x = 0; x < one.grid().nx(); x++) {
                    double[] p = one.grid().affine().apply(x, y, z);
                    double[] q = there.apply(p[0], p[1], p[2]);
                    int at = other.grid().index((int) Math.rint(q[0]), (int) Math.rint(q[1]), (int) Math.rint(q[2]));
                    differ += one.value(one.grid().index(x, y, z)) == other.value(at) ? 0 : 1;
                }
            }
        }
        assertThat(differ).isZero();
        assertThat(one.grid().voxels()).isEqualTo(other.grid().voxels());
    }
}
