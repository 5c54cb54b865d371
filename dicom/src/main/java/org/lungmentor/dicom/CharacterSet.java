package org.lungmentor.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Java's charset for a Specific Character Set (PS3.3 C.12.1.1.2). Texts matter here for identifiers and names of ROIs
 * alone: of several values the last named multi-byte one is taken, and what Java does not have reads as Latin-1.
 */
final class CharacterSet {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("100", "ISO-8859-1"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("166", "TIS-620"),
            Map.entry("13", "JIS_X0201"),
            Map.entry("87", "ISO-2022-JP-2"),
            Map.entry("159", "ISO-2022-JP-2"),
            Map.entry("192", "UTF-8"));

    private CharacterSet() {}

    static Charset of(String specificCharacterSet) {
        Charset found = StandardCharsets.ISO_8859_1;
        for (String value : specificCharacterSet.split("\\\\", -1)) {
            String term = value.strip();
            String name = term.equals("GB18030") || term.equals("GBK")
                    ? term
                    : NAMES.getOrDefault(term.substring(term.lastIndexOf(' ') + 1), "");
            if (!name.isEmpty() && Charset.isSupported(name)) {
                found = Charset.forName(name);
            }
        }
        return found;
    }
}
