package org.lungmentor.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** SHA-256 of parameters as float32, little-endian, in the plan's order; in lower-case hexadecimal. */
final class ParameterHash {
    private static final int CHUNK = 1 << 16;

    private ParameterHash() {}

    static String of(INDArray parameters) {
        MessageDigest digest = sha256();
        FloatPointer from = Dense.pointer(parameters);
        float[] values = new float[CHUNK];
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long start = 0; start < parameters.length(); start += CHUNK) {
            int count = (int) Math.min(CHUNK, parameters.length() - start);
            from.position(start).get(values, 0, count);
            bytes.asFloatBuffer().put(values, 0, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
