package org.lungmentor.train.weights;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.lungmentor.imaging.UsageException;

/**
 * The tensors of a state_dict that {@code torch.save} wrote, in the zip format (since torch 1.6) or the older one: several
 * pickles in a row, then the storages. A checkpoint that nests it under {@code state_dict}, and names that begin with
 * {@code module.} (DataParallel), are seen through.
 */
public final class TorchStateDict {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int LARGEST_PICKLE = 1 << 26;
    private static final String PARALLEL = "module.";

    private TorchStateDict() {}

    /**
     * One tensor.
     *
     * @param shape one length an axis
     * @param values in C order
     */
    public record Tensor(long[] shape, float[] values) {}

    /**
     * Reads the tensors by their names, in the file's order.
     *
     * @param in read to its end, not closed
     * @param name what messages call the file
     * @throws UsageException if it is no state_dict, is damaged, or holds anything but tensors
     */
    public static Map<String, Tensor> read(InputStream in, String name) throws IOException {
        // Entries without sizes before their data need random access.
        Path copy = Files.createTempFile("lungmentor", ".pth");
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            boolean zip;
            try (InputStream first = Files.newInputStream(copy)) {
                zip = first.read() == 'P' && first.read() == 'K';
            }
            return zip ? readZip(copy, name) : readLegacy(copy, name);
        } finally {
            Files.delete(copy);
        }
    }

    private static Map<String, Tensor> readZip(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Optional<? extends ZipEntry> pickle =
                    zip.stream().filter(e -> e.getName().endsWith("/data.pkl")).findFirst();
            if (pickle.isEmpty()) {
                throw new UsageException(name + " is a zip, but no state_dict of PyTorch: it has no data.pkl.");
            }
            String folder = pickle.get().getName().replaceAll("data\\.pkl$", "");
            Map<String, StoredTensor> tensors;
            try (InputStream in = zip.getInputStream(pickle.get())) {
                tensors = tensors(Pickle.read(new ByteArrayInputStream(in.readNBytes(LARGEST_PICKLE))));
            }
            Map<String, byte[]> storages = new HashMap<>();
            for (StoredTensor tensor : tensors.values()) {
                String key = tensor.storage().key();
                ZipEntry entry = zip.getEntry(folder + "data/" + key);
                if (entry == null) {
                    throw new IOException("the storage " + key + " is missing");
                }
                if (!storages.containsKey(key)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        storages.put(key, in.readAllBytes());
                    }
                }
            }
            return values(tensors, storages);
        } catch (ZipException e) {
            throw new UsageException(name + " is a damaged zip (" + e.getMessage() + "): copy it again.", e);
        } catch (IOException e) {
            throw refused(name, e);
        }
    }

    private static Map<String, Tensor> readLegacy(Path file, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!MAGIC.equals(Pickle.read(in))) {
                throw new IOException("it does not begin as one");
            }
            Pickle.read(in); // protocol version
            Pickle.read(in); // sizes and byte order of the writer
            Map<String, StoredTensor> tensors = tensors(Pickle.read(in));
            Object keys = Pickle.read(in);
            Map<String, StoredTensor.Storage> known = new HashMap<>();
            tensors.values().forEach(t -> known.put(t.storage().key(), t.storage()));
            Map<String, byte[]> storages = new HashMap<>();
            if (!(keys instanceof List<?> list)) {
                throw new IOException("its list of storages is missing");
            }
            DataInputStream data = new DataInputStream(in);
            for (Object key : list) {
                StoredTensor.Storage storage = known.get(String.valueOf(key));
                long count = Long.reverseBytes(data.readLong());
                if (storage == null || count != storage.count()) {
                    throw new IOException("the storage " + key + " does not fit its tensors");
                }
                byte[] bytes = new byte[Math.toIntExact(count * storage.type().bytes())];
                data.readFully(bytes);
                storages.put(storage.key(), bytes);
            }
            return values(tensors, storages);
        } catch (IOException e) {
            throw refused(name, e);
        }
    }

    private static UsageException refused(String name, IOException e) {
        String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
        return new UsageException(name + " cannot be read as a state_dict of PyTorch: " + why + ".", e);
    }

    private static Map<String, StoredTensor> tensors(Object root) throws IOException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new IOException("it holds no dictionary");
        }
        if (map.get("state_dict") instanceof Map<?, ?> nested) {
            return tensors(nested);
        }
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() instanceof String key && entry.getValue() instanceof StoredTensor tensor) {
                tensors.put(key.startsWith(PARALLEL) ? key.substring(PARALLEL.length()) : key, tensor);
            }
        }
        if (tensors.isEmpty()) {
            throw new IOException("it holds no tensor under a name");
        }
        return tensors;
    }

    private static Map<String, Tensor> values(Map<String, StoredTensor> tensors, Map<String, byte[]> storages)
            throws IOException {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Map.Entry<String, StoredTensor> entry : tensors.entrySet()) {
            StoredTensor tensor = entry.getValue();
            byte[] bytes = storages.get(tensor.storage().key());
            if (bytes == null) {
                throw new IOException("the storage " + tensor.storage().key() + " is missing");
            }
            values.put(entry.getKey(), new Tensor(tensor.size(), tensor.values(bytes)));
        }
        return values;
    }
}
