package org.lungmentor.dicom.codec;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The decoders on the class path. */
public final class PixelDecoders {
    private static final List<PixelDecoder> FOUND =
            ServiceLoader.load(PixelDecoder.class, PixelDecoders.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(PixelDecoders::isOurs)) // false first; stable
                    .toList();

    private PixelDecoders() {}

    /** What decodes a transfer syntax; empty if nothing does. */
    public static Optional<PixelDecoder> of(String transferSyntax) {
        return FOUND.stream()
                .filter(d -> d.transferSyntaxes().contains(transferSyntax))
                .findFirst();
    }

    private static boolean isOurs(PixelDecoder decoder) {
        return decoder.getClass().getPackage().equals(PixelDecoders.class.getPackage());
    }
}
