package org.lungmentor.ingest;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.lungmentor.dicom.SliceHeader;
import org.lungmentor.imaging.Reason;

/** What a look at a file's header told. */
public sealed interface SurveyedFile extends Serializable {
    /** Where it lies. */
    String path();

    /** Patient ID as found; empty where there is none. */
    String patientId();

    /**
     * A file of a CT.
     *
     * @param frames one header a frame; none if the header is a broken one of a known series, which reading will refuse
     * @param seriesKey study and series UID
     */
    record CtFile(String path, String patientId, String seriesKey, List<SliceHeader> frames) implements SurveyedFile {
        /** Copies the list. */
        public CtFile {
            frames = List.copyOf(frames);
        }
    }

    /**
     * An RT structure set.
     *
     * @param when its date and time as found: the newest of a series counts, compared as text
     * @param seriesUids the series that it refers to
     * @param imageUids the SOP instances that it was drawn on
     * @param frameOfReferenceUids the frames of reference that it names
     * @param roiNames the names of its regions
     */
    record StructureFile(
            String path,
            String patientId,
            String sopInstanceUid,
            String when,
            List<String> seriesUids,
            Set<String> imageUids,
            List<String> frameOfReferenceUids,
            List<String> roiNames)
            implements SurveyedFile {
        /** Copies the collections. */
        public StructureFile {
            seriesUids = List.copyOf(seriesUids);
            imageUids = Set.copyOf(imageUids);
            frameOfReferenceUids = List.copyOf(frameOfReferenceUids);
            roiNames = List.copyOf(roiNames);
        }
    }

    /** A DICOM file that is no candidate; its series UID tells what belongs together. */
    record SkippedFile(String path, String patientId, String seriesUid, Reason reason) implements SurveyedFile {}

    /** A DICOM file that cannot be read, and why; of an unknown patient. */
    record BrokenFile(String path, Reason reason, String sentence) implements SurveyedFile {
        @Override
        public String patientId() {
            return "";
        }
    }

    /** A box annotation of the slice whose SOP instance UID is its name; not opened yet. */
    record BoxFile(String path, String patientId, String sopInstanceUid) implements SurveyedFile {}

    /** No DICOM file. */
    record OtherFile(String path) implements SurveyedFile {
        @Override
        public String patientId() {
            return "";
        }
    }
}
