package org.lungmentor.dicom.codec;

/**
 * What the marker segments of a JPEG-LS stream say (T.87 C).
 *
 * @param maxVal largest sample (MAXVAL)
 * @param near largest error (NEAR), 0 for lossless
 * @param t1 first threshold of gradients
 * @param t2 second
 * @param t3 third
 * @param reset when statistics are halved (RESET)
 * @param scan index of the first entropy-coded byte
 */
record JpegLsHeader(int maxVal, int near, int t1, int t2, int t3, int reset, int scan) {
    static final String JPEG_LS = "JPEG-LS";

    static JpegLsHeader read(byte[] bytes, FrameFormat frame) {
        JpegSegments segments = new JpegSegments(JPEG_LS, bytes);
        int precision = 0;
        int[] preset = new int[5]; // MAXVAL, T1, T2, T3, RESET; 0 means the default
        while (true) {
            switch (segments.next()) {
                case JpegSegments.SOF_JPEG_LS -> precision = segments.checkFrame(frame);
                case JpegSegments.LSE -> {
                    if (segments.unsignedByte(0) != 1) {
                        throw Broken.unsupported(JPEG_LS, "mapping tables");
                    }
                    for (int i = 0; i < preset.length; i++) {
                        preset[i] = segments.unsignedShort(1 + 2 * i);
                    }
                }
                case JpegSegments.DRI -> throw Broken.unsupported(JPEG_LS, "restart intervals");
                case JpegSegments.SOS -> {
                    if (precision == 0) {
                        throw Broken.frame(JPEG_LS, "its scan comes before its frame");
                    }
                    return of(preset, precision, segments);
                }
                default -> {} // comments, application data
            }
        }
    }

    private static JpegLsHeader of(int[] preset, int precision, JpegSegments scan) {
        if (scan.unsignedByte(0) != 1 || scan.unsignedByte(5) != 0 || scan.unsignedByte(2) != 0) {
            throw Broken.unsupported(JPEG_LS, "several components in a scan, a point transform or a mapping table");
        }
        int near = scan.unsignedByte(3);
        int maxVal = preset[0] == 0 ? (1 << precision) - 1 : preset[0];
        if (scan.unsignedByte(4) != 0) {
            throw Broken.frame(JPEG_LS, "it interleaves its one component");
        }
        if (maxVal >= 1 << precision || maxVal < 1 || near > Math.min(255, maxVal / 2)) {
            throw Broken.frame(JPEG_LS, "its largest sample or error makes no sense");
        }
        // C.2.4.1.1.1
        int[] basic = {3, 7, 21};
        int[] least = {2, 3, 4};
        int[] t = new int[3];
        int lower = near + 1;
        for (int i = 0; i < 3; i++) {
            int byNear = (3 + 2 * i) * near;
            int value;
            if (maxVal >= 128) {
                int factor = (Math.min(maxVal, 4095) + 128) / 256;
                value = factor * (basic[i] - least[i]) + least[i] + byNear;
            } else {
                int factor = 256 / (maxVal + 1);
                value = Math.max(least[i], basic[i] / factor + byNear);
            }
            int chosen = preset[1 + i] != 0 ? preset[1 + i] : value > maxVal || value < lower ? lower : value;
            if (chosen < lower || chosen > maxVal) {
                throw Broken.frame(JPEG_LS, "its thresholds make no sense");
            }
            t[i] = chosen;
            lower = chosen;
        }
        int reset = preset[4] == 0 ? 64 : preset[4];
        if (reset < 3) {
            throw Broken.frame(JPEG_LS, "its statistics are never kept");
        }
        return new JpegLsHeader(maxVal, near, t[0], t[1], t[2], reset, scan.end());
    }
}
