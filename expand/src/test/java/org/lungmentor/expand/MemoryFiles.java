package org.lungmentor.expand;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.CaseFiles;

/** Storage in memory: inputs by path, outputs by relative path. */
final class MemoryFiles implements CaseFiles {
    private final Map<String, byte[]> inputs = new TreeMap<>();
    private final Map<String, ByteArrayOutputStream> outputs = new TreeMap<>();

    MemoryFiles with(String path, Volume volume) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NiftiWriter.write(volume, bytes);
        inputs.put(path, bytes.toByteArray());
        return this;
    }

    MemoryFiles with(String path, byte[] bytes) {
        inputs.put(path, bytes);
        return this;
    }

    Volume written(String relativePath) throws IOException {
        ByteArrayOutputStream bytes = outputs.get(relativePath);
        if (bytes == null) {
            throw new FileNotFoundException(relativePath + " is not among " + outputs.keySet());
        }
        return NiftiReader.read(new ByteArrayInputStream(bytes.toByteArray()), relativePath)
                .volume();
    }

    @Override
    public InputStream open(String path) throws IOException {
        byte[] bytes = inputs.get(path);
        if (bytes == null) {
            throw new FileNotFoundException(path);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public OutputStream create(String relativePath) {
        return outputs.computeIfAbsent(relativePath, path -> new ByteArrayOutputStream());
    }
}
