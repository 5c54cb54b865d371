package org.lungmentor.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * The boxes of one slice, from a Pascal VOC annotation as Lung-PET-CT-Dx has it. A file with a document type (entities
 * hide there) or over 1 MiB is none.
 *
 * @param boxes one an object that has any
 * @param types letters of the tumours' types among A, B, E, G, sorted; {@code ?} for anything else
 * @param swapped how many boxes had their ends exchanged
 */
public record BoxXml(List<Box> boxes, List<String> types, int swapped) {
    private static final int MAX_BYTES = 1 << 20;
    private static final List<String> ENDS = List.of("xmin", "ymin", "xmax", "ymax");

    /**
     * A filled rectangle of pixels, both ends in: 1-based as in the file, columns x, rows y.
     *
     * @param xmin first column
     * @param ymin first row
     * @param xmax last column
     * @param ymax last row
     */
    public record Box(int xmin, int ymin, int xmax, int ymax) {
        /** Sets the pixels of one slice that the box covers, clipped to the slice; x fastest, from {@code offset}. */
        public void fill(byte[] mask, int offset, int columns, int rows) {
            for (int y = Math.max(1, ymin); y <= Math.min(rows, ymax); y++) {
                for (int x = Math.max(1, xmin); x <= Math.min(columns, xmax); x++) {
                    mask[offset + (y - 1) * columns + x - 1] = 1;
                }
            }
        }
    }

    /** Copies the lists. */
    public BoxXml {
        boxes = List.copyOf(boxes);
        types = List.copyOf(types);
    }

    /**
     * Reads a file and closes it. Numbers are rounded half up, exchanged ends put right; a box of zeros is none.
     *
     * @throws CaseRefused {@code bad-xml}
     */
    public static BoxXml read(InputStream in) throws IOException {
        byte[] text;
        try (in) {
            text = in.readNBytes(MAX_BYTES + 1);
        }
        if (text.length > MAX_BYTES) {
            throw bad("it is larger than 1 MiB", Optional.empty());
        }
        String decoded = lenient(text);
        if (decoded.contains("<!DOCTYPE")) { // entities hide there; the JDK's reader does not even skip a broken one
            throw bad("it has a document type", Optional.empty());
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new Parse(factory.createXMLStreamReader(new StringReader(decoded))).annotation();
        } catch (XMLStreamException broken) {
            throw bad("it is not well-formed", Optional.of(broken));
        }
    }

    /** Nothing but ASCII is needed of a file: bytes of other characters are let pass, whatever their encoding. */
    private static String lenient(byte[] text) {
        boolean mark =
                text.length >= 3 && (text[0] & 0xff) == 0xef && (text[1] & 0xff) == 0xbb && (text[2] & 0xff) == 0xbf;
        int start = mark ? 3 : 0; // UTF-8's byte order mark
        return new String(text, start, text.length - start, StandardCharsets.ISO_8859_1);
    }

    private static CaseRefused bad(String what, Optional<Exception> cause) {
        String sentence = "An annotation is no Pascal VOC file of boxes: " + what + ".";
        return cause.map(c -> new CaseRefused(Reason.BAD_XML, sentence, c))
                .orElseGet(() -> new CaseRefused(Reason.BAD_XML, sentence));
    }

    /** One file being read. */
    private static final class Parse {
        private final XMLStreamReader xml;
        private final List<Box> boxes = new ArrayList<>();
        private final TreeSet<String> types = new TreeSet<>();
        private int swapped;

        Parse(XMLStreamReader xml) {
            this.xml = xml;
        }

        BoxXml annotation() throws XMLStreamException {
            if (!child() || !xml.getLocalName().equals("annotation")) {
                throw bad("its root is not <annotation>", Optional.empty());
            }
            while (child()) {
                if (xml.getLocalName().equals("object")) {
                    object();
                } else {
                    pass();
                }
            }
            while (xml.hasNext()) {
                xml.next(); // what follows must be well-formed too
            }
            return new BoxXml(boxes, List.copyOf(types), swapped);
        }

        /** Goes on to the next element within the one being read; false where that one ends. */
        private boolean child() throws XMLStreamException {
            int event = xml.next();
            while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                event = xml.next();
            }
            return event == XMLStreamConstants.START_ELEMENT;
        }

        /** Passes over the element that has begun, however deep it is. */
        private void pass() throws XMLStreamException {
            for (int open = 1; open > 0; ) {
                open += child() ? 1 : -1;
            }
        }

        private void object() throws XMLStreamException {
            String name = "";
            Map<String, Double> ends = new HashMap<>();
            while (child()) {
                switch (xml.getLocalName()) {
                    case "name" -> name = xml.getElementText().strip();
                    case "bndbox" -> ends(ends);
                    default -> pass();
                }
            }
            if (ends.size() != ENDS.size()) {
                throw bad("an object lacks xmin, ymin, xmax or ymax", Optional.empty());
            }
            box(name, ENDS.stream().mapToDouble(ends::get).toArray());
        }

        private void ends(Map<String, Double> ends) throws XMLStreamException {
            while (child()) {
                String end = xml.getLocalName();
                if (ENDS.contains(end)) {
                    ends.put(end, number(xml.getElementText()));
                } else {
                    pass();
                }
            }
        }

        /** @param ends in the order of ENDS */
        private void box(String name, double[] ends) {
            if (Arrays.stream(ends).allMatch(end -> end == 0)) {
                return;
            }
            int[] rounded = Arrays.stream(ends)
                    .mapToInt(end -> (int) Math.floor(end + 0.5))
                    .toArray();
            if (rounded[0] > rounded[2] || rounded[1] > rounded[3]) {
                swapped++;
            }
            boxes.add(new Box(
                    Math.min(rounded[0], rounded[2]),
                    Math.min(rounded[1], rounded[3]),
                    Math.max(rounded[0], rounded[2]),
                    Math.max(rounded[1], rounded[3])));
            String letter = name.toUpperCase(Locale.ROOT);
            types.add(letter.matches("[ABEG]") ? letter : "?");
        }

        private static double number(String text) {
            try {
                double value = Double.parseDouble(text.strip());
                if (Math.abs(value) <= 1e6) {
                    return value;
                }
            } catch (NumberFormatException notOne) {
                throw bad("a coordinate is no number", Optional.of(notOne));
            }
            throw bad("a coordinate is no pixel's", Optional.empty());
        }
    }
}
