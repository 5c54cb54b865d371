package org.lungmentor.dicom.phantom;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.lungmentor.dicom.Contour;
import org.lungmentor.dicom.StructureSet;
import org.lungmentor.dicom.Tag;
import org.lungmentor.dicom.Uid;
import org.lungmentor.dicom.WritableAttributes;

/** A phantom's RT structure set (PS3.3 A.19): its regions, and references to the series on which they were drawn. */
public final class PhantomStructures {
    private PhantomStructures() {}

    /**
     * @param of the series that is referred to
     * @param slices how many slices it has; 0: the structure set names no series
     * @param regions the regions, in order
     */
    public static WritableAttributes dataSet(PhantomSeries of, int slices, List<StructureSet.Roi> regions) {
        List<WritableAttributes> names = new ArrayList<>();
        List<WritableAttributes> contours = new ArrayList<>();
        for (int r = 0; r < regions.size(); r++) {
            String number = Integer.toString(r + 1);
            names.add(new WritableAttributes()
                    .text(Tag.ROI_NUMBER, number)
                    .text(Tag.REFERENCED_FRAME_OF_REFERENCE_UID, of.frameOfReferenceUid())
                    .text(Tag.ROI_NAME, regions.get(r).name())
                    .text(0x30060028, "ST", PhantomSeries.CANARY + " ROI description"));
            contours.add(new WritableAttributes()
                    .items(
                            Tag.CONTOUR_SEQUENCE,
                            regions.get(r).contours().stream()
                                    .map(PhantomStructures::item)
                                    .toList())
                    .text(Tag.REFERENCED_ROI_NUMBER, number));
        }
        String uid = Uid.of(of.seriesUid() + " structures");
        return of.identified(Uid.RT_STRUCTURE_SET, uid, "RTSTRUCT")
                .text(Tag.SERIES_INSTANCE_UID, Uid.of(uid + " series"))
                .text(0x30060002, "SH", "phantom")
                .text(Tag.STRUCTURE_SET_DATE, "20080919")
                .text(Tag.STRUCTURE_SET_TIME, "120000")
                .items(Tag.REFERENCED_FRAME_OF_REFERENCE_SEQUENCE, List.of(frameOfReference(of, slices)))
                .items(Tag.STRUCTURE_SET_ROI_SEQUENCE, names)
                .items(Tag.ROI_CONTOUR_SEQUENCE, contours);
    }

    private static WritableAttributes frameOfReference(PhantomSeries of, int slices) {
        WritableAttributes frame = new WritableAttributes().text(Tag.FRAME_OF_REFERENCE_UID, of.frameOfReferenceUid());
        if (slices == 0) {
            return frame;
        }
        List<WritableAttributes> images = new ArrayList<>();
        for (int k = 0; k < slices; k++) {
            images.add(new WritableAttributes()
                    .text(0x00081150, "UI", Uid.CT_IMAGE)
                    .text(Tag.REFERENCED_SOP_INSTANCE_UID, of.sopInstanceUid(k)));
        }
        WritableAttributes series = new WritableAttributes()
                .text(Tag.SERIES_INSTANCE_UID, of.seriesUid())
                .items(Tag.CONTOUR_IMAGE_SEQUENCE, images);
        WritableAttributes study = new WritableAttributes()
                .text(Tag.REFERENCED_SOP_INSTANCE_UID, of.studyUid())
                .items(Tag.RT_REFERENCED_SERIES_SEQUENCE, List.of(series));
        return frame.items(Tag.RT_REFERENCED_STUDY_SEQUENCE, List.of(study));
    }

    private static WritableAttributes item(Contour contour) {
        return new WritableAttributes()
                .text(Tag.CONTOUR_GEOMETRIC_TYPE, contour.type())
                .text(Tag.NUMBER_OF_CONTOUR_POINTS, Integer.toString(contour.declaredPoints()))
                .text(Tag.CONTOUR_DATA, new String(contour.data(), StandardCharsets.US_ASCII));
    }
}
