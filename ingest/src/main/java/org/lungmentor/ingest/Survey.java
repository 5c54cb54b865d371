package org.lungmentor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.lungmentor.dicom.Attributes;
import org.lungmentor.dicom.Candidate;
import org.lungmentor.dicom.DicomReader;
import org.lungmentor.dicom.FileOpener;
import org.lungmentor.dicom.SliceHeaders;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.dicom.Tag;
import org.lungmentor.dicom.Uid;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/** Looks at files' headers, pixels unread: what is there, and what belongs together. */
public final class Survey {
    private static final String DIRECTORY = "1.2.840.10008.1.3.10"; // Media Storage Directory: a DICOMDIR
    private static final String XML = ".xml";

    private Survey() {}

    /** Classifies one file; it never throws for what a file holds. */
    public static SurveyedFile look(String path, FileOpener opener) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.endsWith(XML)) {
            String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            return new SurveyedFile.BoxFile(
                    path,
                    folder.substring(folder.lastIndexOf('/') + 1),
                    name.substring(0, name.length() - XML.length()));
        }
        try (InputStream in = opener.open(path)) {
            Optional<DicomReader> file = DicomReader.open(in);
            if (file.isEmpty()) {
                return new SurveyedFile.OtherFile(path);
            }
            return classify(path, file.get().header());
        } catch (CaseRefused broken) {
            return new SurveyedFile.BrokenFile(path, broken.reason(), broken.sentence());
        }
    }

    private static SurveyedFile classify(String path, Attributes header) {
        String sopClass = header.text(Tag.SOP_CLASS_UID).orElse("");
        String study = header.text(Tag.STUDY_INSTANCE_UID).orElse("");
        String series = header.text(Tag.SERIES_INSTANCE_UID).orElse("");
        String patient = header.text(Tag.PATIENT_ID).orElse(study.isEmpty() ? "" : "unnamed-" + FileNames.hash(study));
        if (sopClass.isEmpty() || sopClass.equals(DIRECTORY)) {
            return new SurveyedFile.OtherFile(path);
        }
        if (sopClass.equals(Uid.RT_STRUCTURE_SET)) {
            StructureSet set = StructureSet.of(header);
            return new SurveyedFile.StructureFile(
                    path,
                    patient,
                    set.sopInstanceUid(),
                    set.when(),
                    set.seriesUids(),
                    set.imageUids(),
                    set.frameOfReferenceUids(),
                    set.names());
        }
        Optional<Reason> skipped = Candidate.skipped(header);
        if (skipped.isPresent()) {
            return new SurveyedFile.SkippedFile(path, patient, series, skipped.get());
        }
        String key = study + "/" + series;
        try {
            return new SurveyedFile.CtFile(path, patient, key, SliceHeaders.of(path, header));
        } catch (CaseRefused broken) {
            return new SurveyedFile.CtFile(path, patient, key, List.of());
        }
    }
}
