package org.lungmentor.dicom;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A data set to be written: elements in ascending order of their tags, whatever the order of the calls. */
public final class WritableAttributes {
    /** One element's value. */
    sealed interface Value permits Bytes, Numbers, Items {}

    /** Bytes as they will stand in the file: texts and 8-bit data. */
    record Bytes(byte[] bytes) implements Value {}

    /** 16-bit numbers, written in the file's byte order. */
    record Numbers(short[] numbers) implements Value {}

    /** The items of a sequence. */
    record Items(List<WritableAttributes> items) implements Value {}

    /** What stands at a tag. */
    record Element(String vr, Value value) {}

    private final SortedMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

    SortedMap<Integer, Element> elements() {
        return elements;
    }

    /** A text, or several that backslashes will part; UTF-8. */
    public WritableAttributes text(Tag tag, String... values) {
        return text(tag.number(), tag.vr().name(), values);
    }

    /** A text at any tag, private ones too. */
    public WritableAttributes text(int tag, String vr, String... values) {
        String joined = String.join("\\", values);
        byte[] bytes = joined.getBytes(StandardCharsets.UTF_8);
        if (bytes.length % 2 == 1) {
            byte[] even = java.util.Arrays.copyOf(bytes, bytes.length + 1);
            even[bytes.length] = vr.equals("UI") ? 0 : (byte) ' ';
            bytes = even;
        }
        elements.put(tag, new Element(vr, new Bytes(bytes)));
        return this;
    }

    /** Decimal strings of at most 16 characters (PS3.5 6.2). */
    public WritableAttributes decimals(Tag tag, double... values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = decimal(values[i]);
        }
        return text(tag, texts);
    }

    /** One 16-bit number. */
    public WritableAttributes number(Tag tag, int value) {
        return numbers(tag.number(), tag.vr().name(), new short[] {(short) value});
    }

    /** 16-bit numbers at any tag; not copied. */
    public WritableAttributes numbers(int tag, String vr, short[] values) {
        elements.put(tag, new Element(vr, new Numbers(values)));
        return this;
    }

    /** Bytes at any tag, of even length; not copied. */
    public WritableAttributes bytes(int tag, String vr, byte[] value) {
        elements.put(tag, new Element(vr, new Bytes(value)));
        return this;
    }

    /** A sequence. */
    public WritableAttributes items(Tag tag, List<WritableAttributes> items) {
        elements.put(tag.number(), new Element("SQ", new Items(List.copyOf(items))));
        return this;
    }

    /** 16-bit pixel data. */
    public WritableAttributes pixels(short[] stored) {
        return numbers(AttributesParser.PIXEL_DATA, "OW", stored);
    }

    /** The number that a decimal string of at most 16 characters holds, closest to {@code value}. */
    static String decimal(double value) {
        String text = Double.toString(value);
        if (text.endsWith(".0")) {
            text = text.substring(0, text.length() - 2);
        }
        for (int digits = 16; text.length() > 16; digits--) {
            text = String.format(Locale.ROOT, "%." + digits + "g", value);
        }
        return text;
    }
}
