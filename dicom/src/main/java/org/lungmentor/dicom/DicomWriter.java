package org.lungmentor.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes DICOM files (PS3.10): preamble, file meta information, data set, in any of the uncompressed transfer syntaxes. */
public final class DicomWriter {
    private static final String IMPLEMENTATION = "1.2.826.0.1.3680043.10.1413.1"; // ours, of no meaning beyond that

    private final TransferSyntax syntax;

    /** @throws IllegalArgumentException for a syntax with compressed pixel data */
    public DicomWriter(TransferSyntax syntax) {
        if (!syntax.known() || syntax.encapsulated()) {
            throw new IllegalArgumentException("Cannot write " + syntax.name());
        }
        this.syntax = syntax;
    }

    /** A whole file; SOP class and instance are those of the data set. The stream stays open. */
    public void write(WritableAttributes dataSet, OutputStream out) throws IOException {
        WritableAttributes meta = new WritableAttributes()
                .bytes(0x00020001, "OB", new byte[] {0, 1})
                .text(Tag.MEDIA_STORAGE_SOP_CLASS_UID, text(dataSet, Tag.SOP_CLASS_UID))
                .text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, text(dataSet, Tag.SOP_INSTANCE_UID))
                .text(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
                .text(0x00020012, "UI", IMPLEMENTATION)
                .text(0x00020013, "SH", "LUNGMENTOR");
        byte[] metaBytes = encode(meta, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {2, 0, 0, 0, 'U', 'L', 4, 0});
        writeInt(out, metaBytes.length, false);
        out.write(metaBytes);
        byte[] body = encode(dataSet, syntax);
        if (syntax.deflated()) {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(6, true));
            deflated.write(body);
            deflated.finish();
        } else {
            out.write(body);
        }
    }

    private static String text(WritableAttributes dataSet, Tag tag) {
        WritableAttributes.Element element = dataSet.elements().get(tag.number());
        if (element == null || !(element.value() instanceof WritableAttributes.Bytes bytes)) {
            throw new IllegalArgumentException("The data set has no " + tag);
        }
        return new String(bytes.bytes(), StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static byte[] encode(WritableAttributes dataSet, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean big = syntax.bigEndian();
        for (Map.Entry<Integer, WritableAttributes.Element> entry :
                dataSet.elements().entrySet()) {
            WritableAttributes.Element element = entry.getValue();
            byte[] value = value(element.value(), syntax);
            writeShort(out, entry.getKey() >>> 16, big);
            writeShort(out, entry.getKey() & 0xffff, big);
            if (!syntax.explicitVr()) {
                writeInt(out, value.length, big);
            } else {
                out.write(element.vr().getBytes(StandardCharsets.US_ASCII));
                if (Vr.of(element.vr().charAt(0), element.vr().charAt(1)).hasLongLength()) {
                    writeShort(out, 0, big);
                    writeInt(out, value.length, big);
                } else if (value.length > 0xfffe) {
                    throw new IllegalArgumentException("A value of " + value.length + " bytes as " + element.vr());
                } else {
                    writeShort(out, value.length, big);
                }
            }
            out.write(value);
        }
        return out.toByteArray();
    }

    private static byte[] value(WritableAttributes.Value value, TransferSyntax syntax) throws IOException {
        if (value instanceof WritableAttributes.Bytes bytes) {
            return bytes.bytes();
        }
        if (value instanceof WritableAttributes.Numbers numbers) {
            return numbers(numbers.numbers(), syntax.bigEndian());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (WritableAttributes item : ((WritableAttributes.Items) value).items()) {
            byte[] content = encode(item, syntax);
            writeShort(out, 0xfffe, syntax.bigEndian());
            writeShort(out, 0xe000, syntax.bigEndian());
            writeInt(out, content.length, syntax.bigEndian());
            out.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] numbers(short[] numbers, boolean big) {
        byte[] bytes = new byte[2 * numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[2 * i + (big ? 1 : 0)] = (byte) numbers[i];
            bytes[2 * i + (big ? 0 : 1)] = (byte) (numbers[i] >> 8);
        }
        return bytes;
    }

    private static void writeShort(OutputStream out, int value, boolean big) throws IOException {
        out.write(big ? value >> 8 : value);
        out.write(big ? value : value >> 8);
    }

    private static void writeInt(OutputStream out, int value, boolean big) throws IOException {
        writeShort(out, big ? value >>> 16 : value & 0xffff, big);
        writeShort(out, big ? value & 0xffff : value >>> 16, big);
    }
}
