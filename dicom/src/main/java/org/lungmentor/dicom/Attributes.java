package org.lungmentor.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What was kept of a data set or of a sequence's item: the attributes of {@link Tag}, raw, decoded when asked for. A value
 * that cannot be decoded counts as absent: whoever needs it says so.
 */
public final class Attributes {
    private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);
    private final Map<Tag, List<Attributes>> sequences = new EnumMap<>(Tag.class);
    private final boolean bigEndian;
    private final Charset inherited;

    Attributes(boolean bigEndian, Charset inherited) {
        this.bigEndian = bigEndian;
        this.inherited = inherited;
    }

    void put(Tag tag, byte[] value) {
        values.put(tag, value);
    }

    void put(Tag tag, List<Attributes> items) {
        sequences.put(tag, items);
    }

    /** The character set of this data set's texts: its own, else that of what encloses it (PS3.3 C.12.1.1.2). */
    Charset charset() {
        byte[] own = values.get(Tag.SPECIFIC_CHARACTER_SET);
        return own == null ? inherited : CharacterSet.of(new String(own, StandardCharsets.ISO_8859_1));
    }

    /** Whether the attribute is there, even if empty. */
    public boolean has(Tag tag) {
        return values.containsKey(tag) || sequences.containsKey(tag);
    }

    /** The whole value without padding; empty if absent or blank. */
    public Optional<String> text(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null) {
            return Optional.empty();
        }
        String text = new String(value, charset());
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        int start = 0;
        while (start < end && text.charAt(start) == ' ') {
            start++;
        }
        return start == end ? Optional.empty() : Optional.of(text.substring(start, end));
    }

    /** The values between backslashes, without padding; empty if absent. */
    public List<String> texts(Tag tag) {
        List<String> parts = new ArrayList<>();
        text(tag).ifPresent(all -> {
            for (String part : all.split("\\\\", -1)) {
                parts.add(part.strip());
            }
        });
        return parts;
    }

    /** Decimal strings (DS, IS); empty if absent or if one of them is no number. NaN and infinities are no numbers. */
    public Optional<double[]> decimals(Tag tag) {
        List<String> parts = texts(tag);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double[] numbers = new double[parts.size()];
        for (int i = 0; i < numbers.length; i++) {
            try {
                numbers[i] = Double.parseDouble(parts.get(i));
            } catch (NumberFormatException notOne) {
                return Optional.empty();
            }
            if (!Double.isFinite(numbers[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }

    /** The first number of an integer or decimal string, if it is a whole one. */
    public OptionalInt integer(Tag tag) {
        Optional<double[]> numbers = decimals(tag);
        if (numbers.isEmpty() || numbers.get()[0] != (int) numbers.get()[0]) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) numbers.get()[0]);
    }

    /** The first 16-bit number of a US (or SS, or US-or-SS) attribute, read without sign. */
    public OptionalInt unsignedShort(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length < 2) {
            return OptionalInt.empty();
        }
        int a = value[0] & 0xff;
        int b = value[1] & 0xff;
        return OptionalInt.of(bigEndian ? a << 8 | b : b << 8 | a);
    }

    /** The first 32-bit number of a UL attribute. */
    OptionalLong unsignedInt(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length < 4) {
            return OptionalLong.empty();
        }
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return OptionalLong.of(
                Integer.toUnsignedLong(ByteBuffer.wrap(value).order(order).getInt()));
    }

    /** The bytes as they stand in the file; empty if absent. Not copied. */
    Optional<byte[]> raw(Tag tag) {
        return Optional.ofNullable(values.get(tag));
    }

    /** The items of a sequence; none if absent. */
    public List<Attributes> items(Tag tag) {
        return sequences.getOrDefault(tag, List.of());
    }
}
