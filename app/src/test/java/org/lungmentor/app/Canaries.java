package org.lungmentor.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungmentor.dicom.TransferSyntax;
import org.lungmentor.dicom.WritableAttributes;

/**
 * Words that stand in files where people's names, dates, institutions and free text stand, each in one place only, so that a
 * word that comes out tells where it came from. Of texts {@code CANARY0017}, of numbers, times and dates 17770017.
 */
final class Canaries {
    /** Text attributes of any file (PS3.6), with value representations that bound what may stand in them. */
    private static final List<String> TEXTS = List.of(
            "00080050 SH AccessionNumber",
            "00080054 AE RetrieveAETitle",
            "00080070 LO Manufacturer",
            "00080080 LO InstitutionName",
            "00080081 ST InstitutionAddress",
            "00080090 PN ReferringPhysicianName",
            "00080092 ST ReferringPhysicianAddress",
            "00080094 SH ReferringPhysicianTelephoneNumbers",
            "0008009c PN ConsultingPhysicianName",
            "00080201 SH TimezoneOffsetFromUTC",
            "00081010 SH StationName",
            "00081030 LO StudyDescription",
            "0008103e LO SeriesDescription",
            "00081040 LO InstitutionalDepartmentName",
            "00081048 PN PhysiciansOfRecord",
            "00081050 PN PerformingPhysicianName",
            "00081060 PN NameOfPhysiciansReadingStudy",
            "00081070 PN OperatorsName",
            "00081080 LO AdmittingDiagnosesDescription",
            "00081090 LO ManufacturerModelName",
            "00082111 ST DerivationDescription",
            "00084000 LT IdentifyingComments",
            "00100010 PN PatientName",
            "00100021 LO IssuerOfPatientID",
            "00100040 CS PatientSex",
            "00101000 LO OtherPatientIDs",
            "00101001 PN OtherPatientNames",
            "00101005 PN PatientBirthName",
            "00101040 LO PatientAddress",
            "00101060 PN PatientMotherBirthName",
            "00101080 LO MilitaryRank",
            "00101090 LO MedicalRecordLocator",
            "00102000 LO MedicalAlerts",
            "00102110 LO Allergies",
            "00102150 LO CountryOfResidence",
            "00102152 LO RegionOfResidence",
            "00102154 SH PatientTelephoneNumbers",
            "00102160 SH EthnicGroup",
            "00102180 SH Occupation",
            "001021b0 LT AdditionalPatientHistory",
            "001021f0 LO PatientReligiousPreference",
            "00104000 LT PatientComments",
            "00180010 LO ContrastBolusAgent",
            "00180015 CS BodyPartExamined",
            "00181000 LO DeviceSerialNumber",
            "00181020 LO SoftwareVersions",
            "00181030 LO ProtocolName",
            "00181400 LO AcquisitionDeviceProcessingDescription",
            "00184000 LT AcquisitionComments",
            "00200010 SH StudyID",
            "00204000 LT ImageComments",
            "00281054 LO RescaleType",
            "00281055 LO WindowCenterWidthExplanation",
            "00284000 LT ImagePresentationComments",
            "00321032 PN RequestingPhysician",
            "00321033 LO RequestingService",
            "00321060 LO RequestedProcedureDescription",
            "00324000 LT StudyComments",
            "00380010 LO AdmissionID",
            "00380300 LO CurrentPatientLocation",
            "00380500 LO PatientState",
            "00384000 LT VisitComments",
            "00400006 PN ScheduledPerformingPhysicianName",
            "00400253 SH PerformedProcedureStepID",
            "00400254 LO PerformedProcedureStepDescription",
            "00400280 ST CommentsOnThePerformedProcedureStep",
            "00401001 SH RequestedProcedureID",
            "00402400 LT ImagingServiceRequestComments",
            "0040a160 UT TextValue",
            "40000010 LT Arbitrary",
            "40004000 LT TextComments",
            "60001500 LO OverlayLabel",
            "60004000 LT OverlayComments",
            "00090010 LO PrivateCreator",
            "00091001 LO PrivateText",
            "00091002 LT PrivateLongText",
            "00091003 UN PrivateUnknown",
            "00091004 OB PrivateBytes",
            "fffcfffc OB DataSetTrailingPadding");

    /** Dates, times and numbers that are texts. */
    private static final List<String> NUMBERS = List.of(
            "00080012 DA InstanceCreationDate",
            "00080021 DA SeriesDate",
            "00080022 DA AcquisitionDate",
            "00080023 DA ContentDate",
            "0008002a DT AcquisitionDateTime",
            "00080030 TM StudyTime",
            "00080032 TM AcquisitionTime",
            "00080033 TM ContentTime",
            "00100030 DA PatientBirthDate",
            "00100032 TM PatientBirthTime",
            "00101010 AS PatientAge",
            "00101030 DS PatientWeight",
            "00181012 DA DateOfSecondaryCapture",
            "00200012 IS AcquisitionNumber",
            "00200100 IS TemporalPositionIdentifier",
            "00321050 DA StudyCompletionDate",
            "00380020 DA AdmittingDate",
            "00400244 DA PerformedProcedureStepStartDate");

    private static final Pattern WORD = Pattern.compile("canary\\d{4}|(?<!\\d)1777\\d{4}(?!\\d)|canary(?![a-z])");

    private final SortedMap<String, String> words = new TreeMap<>(); // place to word

    /** How many words were given out. */
    int count() {
        return words.size();
    }

    /**
     * The places whose words stand in a text, and "somewhere" for any other canary. Zero bytes are passed over, so that texts
     * of two bytes a letter are read too; case is ignored.
     */
    NavigableSet<String> in(String text) {
        NavigableSet<String> found = new TreeSet<>();
        Matcher seen = WORD.matcher(text.replace("\0", "").toLowerCase(Locale.ROOT));
        while (seen.find()) {
            boolean known = false;
            for (Map.Entry<String, String> place : words.entrySet()) {
                if (place.getValue().equalsIgnoreCase(seen.group())) {
                    found.add(place.getKey());
                    known = true;
                }
            }
            if (!known && seen.group().startsWith("canary")) {
                found.add("somewhere: " + seen.group());
            }
        }
        return found;
    }

    /** A word for a place; the same place has the same word. */
    String word(String place) {
        return given(place, "CANARY%04d");
    }

    /** A number for a place, no longer than a date. */
    String number(String place) {
        return given(place, "1777%04d");
    }

    private String given(String place, String format) {
        return words.computeIfAbsent(place, p -> String.format(Locale.ROOT, format, words.size()));
    }

    /** Plants words in a data set, among them sequences within sequences and a sequence without a public tag. */
    void plant(String file, WritableAttributes set) {
        for (String attribute : TEXTS) {
            String[] is = attribute.split(" ", 3);
            text(set, is, word(file + " " + is[2]));
        }
        for (String attribute : NUMBERS) {
            String[] is = attribute.split(" ", 3);
            text(set, is, number(file + " " + is[2]));
        }
        byte[] person = item(
                element(0x00100010, "PN", word(file + " name in a sequence")),
                element(0x00100020, "LO", word(file + " patient ID in a sequence")),
                element(0x0020000e, "UI", "1.2.826." + number(file + " series UID in a sequence")),
                element(0x0040a160, "UT", word(file + " text in a sequence")));
        set.bytes(0x00101002, "SQ", person); // other patient IDs
        set.bytes(0x00081110, "SQ", item(element(0x00081155, "UI", "1.2.826." + number(file + " referenced study"))));
        set.bytes(
                0x00400275,
                "SQ",
                item(
                        element(0x00321060, "LO", word(file + " requested procedure")),
                        nested(0x00400008, item(element(0x00080104, "LO", word(file + " code within an item"))))));
        set.bytes(
                0x04000561, // original attributes
                "SQ",
                item(nested(0x04000550, item(element(0x00100010, "PN", word(file + " name before it was changed"))))));
        set.bytes(0x00091010, "SQ", item(element(0x00091011, "LO", word(file + " private item"))));
    }

    private static void text(WritableAttributes set, String[] attribute, String word) {
        int tag = Integer.parseUnsignedInt(attribute[0], 16);
        if (attribute[1].equals("UN") || attribute[1].equals("OB")) {
            set.bytes(tag, attribute[1], even(word));
        } else {
            set.text(tag, attribute[1], word);
        }
    }

    /** A written file with words in its preamble and its file meta information (PS3.10 7.1). */
    byte[] plantMeta(String file, byte[] written) {
        byte[] out = written.clone();
        byte[] preamble = word(file + " preamble").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(preamble, 0, out, 0, preamble.length);
        int length = (out[140] & 0xff) | (out[141] & 0xff) << 8;
        byte[] more = joined(
                element(0x00020016, "AE", word(file + " source AE title")),
                element(0x00020017, "AE", word(file + " sending AE title")),
                element(0x00020018, "AE", word(file + " receiving AE title")),
                element(0x00020100, "UI", "1.2.826." + number(file + " private information creator")),
                element(0x00020102, "OB", word(file + " private information")));
        int end = 144 + length;
        byte[] all = joined(Arrays.copyOf(out, end), more, Arrays.copyOfRange(out, end, out.length));
        all[140] = (byte) (length + more.length);
        all[141] = (byte) ((length + more.length) >> 8);
        return all;
    }

    /** An annotation with words wherever text stands: in elements, attributes, comments, instructions. */
    String plantXml(String annotation) {
        return "<?xml version=\"1.0\"?>\n<?stylesheet " + word("XML instruction") + "?>\n<!-- " + word("XML comment")
                + " -->\n"
                + annotation
                        .replace("<annotation>", "<annotation verified=\"" + word("XML attribute") + "\">")
                        .replace("<folder>Unknow", "<folder>" + word("XML folder"))
                        .replace(
                                "<filename>Unknow</filename>",
                                "<filename>" + word("XML filename") + "</filename><path>C:\\" + word("XML path")
                                        + "</path><source>" + word("XML text among elements") + "<database>"
                                        + word("XML database") + "</database></source><owner><name>"
                                        + word("XML owner") + "</name></owner><![CDATA[" + word("XML CDATA") + "]]>")
                        .replace(
                                "<Difficult>0",
                                "<pose>" + word("XML pose") + "</pose><note>" + word("XML note")
                                        + "</note><Difficult>0");
    }

    /** Items of a sequence: a region of a structure set with words beside its name. */
    byte[] region(String file, int number, String name, String frameOfReference) {
        return item(
                element(0x30060022, "IS", Integer.toString(number)),
                element(0x30060024, "UI", frameOfReference),
                element(0x30060026, "LO", name),
                element(0x30060028, "ST", word(file + " ROI description " + number)),
                element(0x30060036, "CS", word(file + " ROI generation algorithm " + number)),
                element(0x30060038, "LO", word(file + " ROI generation description " + number)));
    }

    /** Words in what only a structure set has. */
    void plantStructures(String file, WritableAttributes set) {
        set.text(0x30060002, "SH", word(file + " structure set label"))
                .text(0x30060004, "LO", word(file + " structure set name"))
                .text(0x30060006, "ST", word(file + " structure set description"))
                .text(0x30060008, "DA", number(file + " structure set date"))
                .text(0x30060009, "TM", number(file + " structure set time"))
                .text(0x300e0002, "CS", word(file + " approval"))
                .text(0x300e0008, "PN", word(file + " reviewer"));
        set.bytes(
                0x30060080,
                "SQ",
                item(
                        element(0x30060082, "IS", "1"),
                        element(0x30060085, "SH", word(file + " observation label")),
                        element(0x30060088, "ST", word(file + " observation")),
                        element(0x300600a4, "CS", word(file + " interpreted type")),
                        element(0x300600a6, "PN", word(file + " interpreter"))));
    }

    /** An element in explicit little endian (PS3.5 7.1.2), for sequences that the writer has no tag of. */
    static byte[] element(int tag, String vr, String value) {
        return element(tag, vr, even(value));
    }

    private static byte[] nested(int tag, byte[] items) {
        return element(tag, "SQ", items);
    }

    private static byte[] element(int tag, String vr, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) (tag >> 16), (byte) (tag >> 24), (byte) tag, (byte) (tag >> 8)});
        out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
        boolean isLong = List.of("SQ", "UT", "OB", "UN").contains(vr);
        out.writeBytes(new byte[isLong ? 2 : 0]);
        for (int shift = 0; shift < (isLong ? 32 : 16); shift += 8) {
            out.write(value.length >> shift);
        }
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** One item of a sequence, of known length. */
    static byte[] item(byte[]... elements) {
        byte[] content = joined(elements);
        byte[] head = {
            (byte) 0xfe,
            (byte) 0xff,
            0,
            (byte) 0xe0,
            (byte) content.length,
            (byte) (content.length >> 8),
            (byte) (content.length >> 16),
            0
        };
        return joined(head, content);
    }

    /** One after the other. */
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] even(String text) {
        return (text.length() % 2 == 0 ? text : text + " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** What all planted files are written in: sequences are encoded here. */
    static TransferSyntax syntax() {
        return TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    }
}
