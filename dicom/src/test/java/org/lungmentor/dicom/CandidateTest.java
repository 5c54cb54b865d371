package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungmentor.imaging.Reason;

/** Of what a folder holds: what is a slice of a CT at all. */
class CandidateTest {
    @ParameterizedTest
    @ValueSource(strings = {Uid.CT_IMAGE, Uid.ENHANCED_CT_IMAGE, Uid.LEGACY_CONVERTED_CT_IMAGE})
    void slicesOfTheThreeClassesAreCandidates(String sopClass) throws IOException {
        assertThat(skipped(
                        slice().text(Tag.SOP_CLASS_UID, sopClass).text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")))
                .isEmpty();
    }

    @Test
    void anotherModalityIsNoCt() throws IOException {
        assertThat(skipped(slice().text(Tag.SOP_CLASS_UID, Uid.PET_IMAGE).text(Tag.MODALITY, "PT")))
                .contains(Reason.NOT_CT);
        assertThat(skipped(slice().text(Tag.MODALITY, "PT"))).contains(Reason.NOT_CT);
        assertThat(skipped(slice().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.4")))
                .contains(Reason.NOT_CT);
        assertThat(skipped(new WritableAttributes()
                        .text(Tag.SOP_CLASS_UID, Uid.CT_IMAGE)
                        .text(Tag.SOP_INSTANCE_UID, "1.2")))
                .as("no modality")
                .contains(Reason.NOT_CT);
    }

    @Test
    void aCaptureOfAScreenIsNoCtWhateverItSaysBesides() throws IOException {
        assertThat(skipped(slice().text(Tag.SOP_CLASS_UID, Uid.SECONDARY_CAPTURE)))
                .contains(Reason.SECONDARY_CAPTURE);
        assertThat(skipped(slice().text(Tag.SOP_CLASS_UID, Uid.SECONDARY_CAPTURE + ".2")))
                .as("multi-frame grayscale byte")
                .contains(Reason.SECONDARY_CAPTURE);
        assertThat(skipped(slice().text(Tag.SECONDARY_CAPTURE_DEVICE_ID, "")))
                .as("a captured image stored as CT")
                .contains(Reason.SECONDARY_CAPTURE);
        assertThat(skipped(slice().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.77.1.1")))
                .as("a class whose UID only begins alike")
                .contains(Reason.NOT_CT);
    }

    @Test
    void colourAndInvertedGreyAreNotTaken() throws IOException {
        assertThat(skipped(slice().number(Tag.SAMPLES_PER_PIXEL, 3).text(Tag.PHOTOMETRIC_INTERPRETATION, "RGB")))
                .contains(Reason.NOT_GRAYSCALE);
        assertThat(skipped(slice().text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR")))
                .contains(Reason.NOT_GRAYSCALE);
        assertThat(skipped(slice().text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")))
                .contains(Reason.NOT_GRAYSCALE);
    }

    @Test
    void aLocaliserIsNoSlice() throws IOException {
        assertThat(skipped(slice().text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "LOCALIZER")))
                .contains(Reason.LOCALIZER);
        assertThat(skipped(slice().text(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "OTHER", "LOCALIZER ")))
                .contains(Reason.LOCALIZER);
        assertThat(skipped(slice())).as("no ImageType").isEmpty();
    }

    private static WritableAttributes slice() {
        return MadeCt.slices(1).get(0);
    }

    private static Optional<Reason> skipped(WritableAttributes file) throws IOException {
        return Candidate.skipped(DicomReader.open(new ByteArrayInputStream(MadeCt.bytes(file)))
                .orElseThrow()
                .header());
    }
}
