package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files without preamble: what their first eight bytes say. */
class FirstElementTest {
    private static final String EXPLICIT = "08000500" + "4353" + "0a00"; // (0008,0005) CS, 10 bytes
    private static final String IMPLICIT = "08000500" + "0a000000";
    private static final String BIG = "00080005" + "4353" + "000a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXPLICIT,
                IMPLICIT,
                BIG,
                "02000000" + "554c" + "0400", // (0002,0000) UL
                "08000100" + "4f42" + "0000", // long length: two reserved bytes
                "08000001" + "4353" + "0a00", // element 0100 is the last that may stand first
                "08000500" + "4353" + "0004", // 1024 bytes
                "08000500" + "00040000"
            })
    void plausibleFirstElements(String hex) {
        assertThat(FirstElement.isPlausible(bytes(hex))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "08000500435300", // seven bytes
                "00000000" + "00000000",
                "10000500" + "4353" + "0a00", // another group
                "08000101" + "4353" + "0a00", // element 0101
                "08000500" + "4353" + "0104", // 1025 bytes
                "08000500" + "01040000",
                "08000500" + "0a000100", // 64 KiB
                "08000100" + "4f42" + "0100", // reserved bytes that are not zero
                "00080005" + "0000" + "000a", // big endian is always explicit
                "48656c6c6f20776f" // "Hello wo"
            })
    void otherFilesAreNoDicom(String hex) {
        assertThat(FirstElement.isPlausible(bytes(hex))).isFalse();
    }

    @Test
    void theSyntaxIsThatOfTheFirstElement() {
        assertThat(FirstElement.guess(bytes(EXPLICIT))).isEqualTo(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        assertThat(FirstElement.guess(bytes(IMPLICIT))).isEqualTo(TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        assertThat(FirstElement.guess(bytes(BIG))).isEqualTo(TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(FirstElement.guess(bytes("0800"))).isEqualTo(TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
