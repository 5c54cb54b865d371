package org.lungmentor.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;

/**
 * Reads the elements of a data set (PS3.5 7) and keeps those of {@link Tag}. Whatever the bytes say, it ends: lengths are
 * held against what encloses them, sequences nest at most 64 deep, and what is kept has a bound.
 */
final class AttributesParser {
    static final int PIXEL_DATA = 0x7fe00010;
    static final int FLOAT_PIXEL_DATA = 0x7fe00008;
    static final int DOUBLE_PIXEL_DATA = 0x7fe00009;

    private static final int ITEM = 0xfffee000;
    private static final int ITEM_END = 0xfffee00d;
    private static final int SEQUENCE_END = 0xfffee0dd;
    private static final long UNDEFINED = 0xffffffffL;
    private static final int MAX_DEPTH = 64;
    private static final long MAX_KEPT_BYTES =
            Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
    private static final int ITEM_COST = 1024; // what an empty item takes in memory

    private final ByteSource in;
    private final boolean explicitVr;
    private long keptBytes;

    AttributesParser(ByteSource in, boolean explicitVr) {
        this.in = in;
        this.explicitVr = explicitVr;
    }

    /** An element's number, representation and length; the source stands at its value. */
    record Element(int tag, Vr vr, long length) {
        boolean isUndefined() {
            return length == UNDEFINED;
        }
    }

    /**
     * Fills the data set up to its end, or up to its pixel data.
     *
     * @return the pixel data's element, with the source at its first byte; empty where there is none
     */
    Optional<Element> parse(Attributes into) throws IOException {
        while (!in.atEnd()) {
            Element element = element(explicitVr);
            switch (element.tag) {
                case PIXEL_DATA, FLOAT_PIXEL_DATA, DOUBLE_PIXEL_DATA -> {
                    return Optional.of(element);
                }
                case ITEM, ITEM_END, SEQUENCE_END -> throw bad("an item's delimiter outside of any sequence");
                default -> value(element, Optional.of(into), Long.MAX_VALUE, 0, explicitVr);
            }
        }
        return Optional.empty();
    }

    /** Reads file meta information: explicit little endian, up to the first element of another group (PS3.10 7.1). */
    static Attributes meta(ByteSource in) throws IOException {
        Attributes meta = new Attributes(false, CharacterSet.of(""));
        AttributesParser parser = new AttributesParser(in, true);
        while (true) {
            byte[] group = in.peek(2);
            if (group.length < 2 || group[0] != 2 || group[1] != 0) {
                return meta;
            }
            parser.value(parser.element(true), Optional.of(meta), Long.MAX_VALUE, 0, true);
        }
    }

    private Element element(boolean explicit) throws IOException {
        int tag = in.tag();
        if (tag >>> 16 == 0xfffe) { // items and delimiters have no representation (PS3.5 7.5)
            return new Element(tag, Vr.UN, in.unsignedInt());
        }
        if (!explicit) {
            Vr vr = Tag.of(tag).map(Tag::vr).orElse(Vr.UN);
            return new Element(tag, vr, in.unsignedInt());
        }
        int first = in.unsignedByte();
        int second = in.unsignedByte();
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            throw bad("no value representation at " + Tag.text(tag));
        }
        Vr vr = Vr.of(first, second);
        if (!vr.hasLongLength()) {
            return new Element(tag, vr, in.unsignedShort());
        }
        in.skip(2);
        return new Element(tag, vr, in.unsignedInt());
    }

    private void value(Element element, Optional<Attributes> into, long end, int depth, boolean explicit)
            throws IOException {
        if (!element.isUndefined() && element.length > end - in.position()) {
            throw bad("the length of " + Tag.text(element.tag) + " exceeds what encloses it");
        }
        Optional<Tag> wanted = into.isPresent() ? Tag.of(element.tag) : Optional.empty();
        boolean wantedSequence = wanted.isPresent() && wanted.get().vr() == Vr.SQ;
        if (element.isUndefined() && (element.vr == Vr.OB || element.vr == Vr.OW)) {
            fragments(end);
        } else if (element.isUndefined() || (wantedSequence && (element.vr == Vr.SQ || element.vr == Vr.UN))) {
            if (element.vr != Vr.SQ && element.vr != Vr.UN) {
                throw bad("an undefined length at " + Tag.text(element.tag));
            }
            // an unknown representation hides an implicit little endian sequence (PS3.5 6.2.2 note 2)
            boolean asExplicit = explicit && element.vr != Vr.UN;
            long sequenceEnd = element.isUndefined() ? end : in.position() + element.length;
            List<Attributes> items = items(
                    wantedSequence ? into : Optional.empty(),
                    sequenceEnd,
                    element.isUndefined(),
                    depth + 1,
                    asExplicit);
            if (wantedSequence) {
                into.orElseThrow().put(wanted.orElseThrow(), items);
            }
        } else if (wanted.isPresent() && !wantedSequence) {
            keep(element.length);
            into.orElseThrow().put(wanted.get(), in.bytes((int) element.length));
        } else {
            in.skip(element.length);
        }
    }

    private List<Attributes> items(
            Optional<Attributes> parent, long end, boolean untilDelimiter, int depth, boolean explicit)
            throws IOException {
        if (depth > MAX_DEPTH) {
            throw bad("sequences nested more than " + MAX_DEPTH + " deep");
        }
        List<Attributes> items = new ArrayList<>();
        while (untilDelimiter || in.position() < end) {
            Element head = element(explicit);
            if (head.tag == SEQUENCE_END && untilDelimiter) {
                return items;
            }
            if (head.tag != ITEM) {
                throw bad(Tag.text(head.tag) + " where an item of a sequence was due");
            }
            if (!head.isUndefined() && head.length > end - in.position()) {
                throw bad("an item longer than its sequence");
            }
            Optional<Attributes> item = parent.map(p -> new Attributes(in.isBigEndian(), p.charset()));
            if (item.isPresent()) {
                keep(ITEM_COST);
                items.add(item.get());
            }
            item(item, head.isUndefined() ? end : in.position() + head.length, head.isUndefined(), depth, explicit);
        }
        return items;
    }

    private void item(Optional<Attributes> into, long end, boolean untilDelimiter, int depth, boolean explicit)
            throws IOException {
        while (untilDelimiter || in.position() < end) {
            Element element = element(explicit);
            if (element.tag == ITEM_END && untilDelimiter) {
                return;
            }
            if (element.tag >>> 16 == 0xfffe) {
                throw bad("a stray delimiter in an item");
            }
            value(element, into, end, depth, explicit);
        }
    }

    /** Skips encapsulated pixel data within an item: an icon (PS3.5 A.4). */
    private void fragments(long end) throws IOException {
        while (true) {
            Element head = element(false);
            if (head.tag == SEQUENCE_END) {
                return;
            }
            if (head.tag != ITEM || head.isUndefined() || head.length > end - in.position()) {
                throw bad("broken fragments of encapsulated data");
            }
            in.skip(head.length);
        }
    }

    private void keep(long length) {
        keptBytes += length;
        if (keptBytes > MAX_KEPT_BYTES) {
            throw bad("more than " + (MAX_KEPT_BYTES >> 20) + " MiB of values (a quarter of the memory, at most 256)");
        }
    }

    private CaseRefused bad(String what) {
        return new CaseRefused(
                Reason.BAD_DICOM, "A DICOM file is broken near byte " + in.position() + ": " + what + ".");
    }
}
