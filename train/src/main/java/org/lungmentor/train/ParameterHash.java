package org.lungmentor.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import org.bytedeco.javacpp.FloatPointer;
import org.lungmentor.jobs.Sha256;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SHA-256 of parameters as float32, little-endian, in the plan's order; in lower-case hexadecimal. */
final class ParameterHash {
    private static final int CHUNK = 1 << 16;

    private ParameterHash() {}

    static String of(INDArray parameters) {
        MessageDigest digest = Sha256.digest();
        FloatPointer from = Dense.pointer(parameters);
        float[] values = new float[CHUNK];
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long start = 0; start < parameters.length(); start += CHUNK) {
            int count = (int) Math.min(CHUNK, parameters.length() - start);
            from.position(start).get(values, 0, count);
            bytes.asFloatBuffer().put(values, 0, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
        }
        return Sha256.hex(digest);
    }
}
