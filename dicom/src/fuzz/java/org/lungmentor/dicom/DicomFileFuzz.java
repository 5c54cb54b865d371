package org.lungmentor.dicom;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

class DicomFileFuzz {
    static List<byte[]> seeds() throws IOException {
        return AnyBytes.images();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "60m", maxExecutions = 1_000_000)
    void anyBytesAreReadOrRefused(byte[] bytes) throws IOException {
        OneSecond.atMost(AnyBytes::asImage, bytes);
    }
}
