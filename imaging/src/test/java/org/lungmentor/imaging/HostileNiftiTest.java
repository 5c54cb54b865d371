package org.lungmentor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers that claim more than the file holds: refused as planned, and nothing near the claim is allocated. */
class HostileNiftiTest {
    private static final int MIB = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({
        "30000, 30000, 30000, 4, BAD_NIFTI", // 54 TB
        "32767, 32767, 32767, 64, BAD_NIFTI",
        "1290, 1290, 1290, 4, TRUNCATED", // 2^31 voxels, just not too many
        "1290, 1290, 1290, 2, TRUNCATED",
        "1290, 1290, 1290, 16, TRUNCATED",
        "30000, 30000, 1, 8, TRUNCATED"
    })
    void aClaimIsNotAllocated(short nx, short ny, short nz, short datatype, Reason reason) throws IOException {
        byte[] file = header(nx, ny, nz, datatype);
        assertRefused(file, reason);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(file);
        }
        assertRefused(packed.toByteArray(), reason);
    }

    private static void assertRefused(byte[] file, Reason reason) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        assertThatThrownBy(() -> NiftiReader.read(new ByteArrayInputStream(file), "hostile.nii"))
                .isInstanceOfSatisfying(
                        CaseRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
        assertThat(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(16 * MIB);
    }

    /** A NIfTI-1 header (348 bytes, no extension) and a thousand bytes of voxels. */
    private static byte[] header(short nx, short ny, short nz, short datatype) {
        ByteBuffer b = ByteBuffer.allocate(352 + 1000).order(ByteOrder.LITTLE_ENDIAN);
        b.putInt(0, 348);
        short[] dim = {3, nx, ny, nz, 1, 1, 1, 1};
        for (int i = 0; i < dim.length; i++) {
            b.putShort(40 + 2 * i, dim[i]);
            b.putFloat(76 + 4 * i, 1);
        }
        b.putShort(70, datatype);
        int bytes = datatype == 2 ? 1 : datatype == 4 ? 2 : datatype == 64 ? 8 : 4;
        b.putShort(72, (short) (8 * bytes));
        b.putFloat(108, 352);
        b.putShort(252, (short) 1); // a qform of no rotation
        b.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        return b.array();
    }
}
