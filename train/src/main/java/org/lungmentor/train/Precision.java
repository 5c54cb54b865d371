package org.lungmentor.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lungmentor.imaging.UsageException;

/** How exactly the factors of convolutions are held. Sums, norms, the loss, weights and their updates are float32 in any case. */
public enum Precision {
    /** 24 bits of significand. */
    FLOAT32,
    /** 8 bits of significand and float32's range: half the memory to move, and twice the products where the processor has them. */
    BFLOAT16;

    /** The word at the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws UsageException if there is no such precision; names them */
    public static Precision parse(String word) {
        return Arrays.stream(values())
                .filter(p -> p.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no precision '" + word + "': there is "
                        + Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", ")) + "."));
    }
}
