package org.lungmentor.train.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.lungmentor.train.Dense;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.Plan;

/**
 * Writes a model as safetensors (github.com/huggingface/safetensors): a JSON header with names, shapes and places, then the
 * parameters, float32, little-endian. Names are PyTorch's; of the two-decoder student shared tensors stand once, under the first
 * head's name.
 */
public final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /** Writes the file; the stream stays open. */
    public static void write(OutputStream out, ModelFile model) throws IOException {
        Plan plan = model.card().plan();
        byte[] header = header(model, plan);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        FloatPointer from = Dense.pointer(model.parameters());
        float[] values = new float[CHUNK];
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long start = 0; start < plan.length(); start += CHUNK) {
            int count = (int) Math.min(CHUNK, plan.length() - start);
            from.position(start).get(values, 0, count);
            bytes.asFloatBuffer().put(values, 0, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    private static byte[] header(ModelFile model, Plan plan) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject("__metadata__");
        metadata.put("network", model.card().network().label());
        metadata.put("filters", Arrays.toString(model.card().filters()));
        metadata.put("software", model.card().software());
        model.card().preprocessing().forEach((key, value) -> metadata.put("preprocessing." + key, value));
        for (Plan.Parameter p : plan.parameters()) {
            ObjectNode tensor = header.putObject(p.name());
            tensor.put("dtype", "F32");
            tensor.set("shape", JSON.valueToTree(p.shape()));
            tensor.putArray("data_offsets").add(p.offset() * Float.BYTES).add((p.offset() + p.length()) * Float.BYTES);
        }
        String text = JSON.writeValueAsString(header);
        // The data begins at a multiple of eight.
        String padded = text + " ".repeat((8 - text.length() % 8) % 8);
        return padded.getBytes(StandardCharsets.UTF_8);
    }
}
