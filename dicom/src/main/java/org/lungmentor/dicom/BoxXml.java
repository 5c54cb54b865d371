package org.lungmentor.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * The boxes of one slice, from a Pascal VOC annotation as Lung-PET-CT-Dx has it. Document types and external entities are
 * not followed; a file over 1 MiB is none.
 *
 * @param boxes one an object that has any
 * @param types letters of the tumours' types among A, B, E, G, sorted; {@code ?} for anything else
 * @param swapped how many boxes had their ends exchanged
 */
public record BoxXml(List<Box> boxes, List<String> types, int swapped) {
    private static final int MAX_BYTES = 1 << 20;

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
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new Parse(factory.createXMLStreamReader(new ByteArrayInputStream(text))).annotation();
        } catch (XMLStreamException broken) {
            throw bad("it is not well-formed", Optional.of(broken));
        }
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
            List<String> path = new ArrayList<>();
            double[] ends = new double[4];
            int seen = 0;
            String name = "";
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(xml.getLocalName());
                    if (path.size() == 1 && !path.get(0).equals("annotation")) {
                        throw bad("its root is not <annotation>", Optional.empty());
                    }
                    String where = String.join("/", path);
                    int end = List.of("xmin", "ymin", "xmax", "ymax").indexOf(xml.getLocalName());
                    if (where.equals("annotation/object")) {
                        seen = 0;
                        name = "";
                    } else if (where.equals("annotation/object/name")) {
                        name = xml.getElementText().strip();
                        path.remove(path.size() - 1);
                    } else if (end >= 0 && where.equals("annotation/object/bndbox/" + xml.getLocalName())) {
                        ends[end] = number(xml.getElementText());
                        seen |= 1 << end;
                        path.remove(path.size() - 1);
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (String.join("/", path).equals("annotation/object")) {
                        object(name, seen, ends);
                    }
                    path.remove(path.size() - 1);
                }
            }
            return new BoxXml(boxes, List.copyOf(types), swapped);
        }

        private void object(String name, int seen, double[] ends) {
            if (seen != 15) {
                throw bad("an object lacks xmin, ymin, xmax or ymax", Optional.empty());
            }
            if (ends[0] == 0 && ends[1] == 0 && ends[2] == 0 && ends[3] == 0) {
                return;
            }
            int[] rounded = new int[4];
            for (int i = 0; i < 4; i++) {
                rounded[i] = (int) Math.floor(ends[i] + 0.5);
            }
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
