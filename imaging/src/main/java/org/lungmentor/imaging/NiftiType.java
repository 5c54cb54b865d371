package org.lungmentor.imaging;

import java.util.Optional;

/** The voxel types of NIfTI that hold one real number a voxel (nifti1.h, field datatype). */
public enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The number in the header's datatype field. */
    public int code() {
        return code;
    }

    /** Bytes a voxel takes in the file. */
    public int bytes() {
        return bytes;
    }

    /** The type of a datatype field; empty for colours, complex numbers, bits, float128 and what is no NIfTI type. */
    static Optional<NiftiType> of(int code) {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
