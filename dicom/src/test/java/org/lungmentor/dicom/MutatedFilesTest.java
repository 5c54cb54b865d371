package org.lungmentor.dicom;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Good files, broken at random from a fixed seed: they are read, or refused as planned. The profile {@code fuzz} does the same
 * for longer, guided by coverage.
 */
@Timeout(120)
class MutatedFilesTest {
    @Test
    void imageFilesAreReadOrRefused() throws IOException {
        mutate(AnyBytes.images(), 2500, AnyBytes::asImage);
    }

    @Test
    void structureSetsAreReadOrRefused() throws IOException {
        mutate(AnyBytes.structureSets(), 1000, AnyBytes::asStructureSet);
    }

    @Test
    void annotationsAreReadOrRefused() throws IOException {
        mutate(AnyBytes.annotations(), 3000, AnyBytes::asBoxes);
    }

    private static void mutate(List<byte[]> good, int times, AnyBytes.Reading reading) {
        Random random = new Random(17);
        for (int n = 0; n < times; n++) {
            byte[] file = good.get(n % good.size()).clone();
            for (int changes = random.nextInt(5); changes >= 0 && file.length > 0; changes--) {
                file = mutated(file, good, random);
            }
            byte[] bytes = file;
            assertThatCode(() -> reading.of(bytes))
                    .as("file " + n % good.size() + ", mutation " + n)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] file, List<byte[]> others, Random random) {
        int at = random.nextInt(file.length);
        switch (random.nextInt(7)) {
            case 0 -> file[at] = (byte) random.nextInt(256);
            case 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> { // lengths and counts are two or four bytes
                byte[] odd = {0, -1, 0x7f, (byte) 0x80, 1};
                Arrays.fill(file, at, Math.min(file.length, at + 1 + random.nextInt(4)), odd[random.nextInt(5)]);
            }
            case 3 -> {
                return Arrays.copyOf(file, at); // cut off
            }
            case 4 -> { // a part again
                int length = Math.min(file.length - at, 1 + random.nextInt(200));
                byte[] longer = Arrays.copyOf(file, file.length + length);
                System.arraycopy(file, at, longer, at + length, file.length - at);
                return longer;
            }
            case 5 -> { // a part of another file
                byte[] other = others.get(random.nextInt(others.size()));
                int from = random.nextInt(other.length);
                int length = Math.min(Math.min(file.length - at, other.length - from), 1 + random.nextInt(200));
                System.arraycopy(other, from, file, at, length);
            }
            default -> { // a part left out
                int length = Math.min(file.length - at, 1 + random.nextInt(40));
                byte[] shorter = Arrays.copyOf(file, file.length - length);
                System.arraycopy(file, at + length, shorter, at, file.length - length - at);
                return shorter;
            }
        }
        return file;
    }
}
