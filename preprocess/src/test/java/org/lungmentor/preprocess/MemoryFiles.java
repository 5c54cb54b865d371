package org.lungmentor.preprocess;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.NiftiWriter;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.CaseFiles;

/** The files of one case, in memory. */
final class MemoryFiles implements CaseFiles {
    private final Map<String, byte[]> inputs = new TreeMap<>();
    private final SortedMap<String, ByteArrayOutputStream> outputs = new TreeMap<>();
    private final SortedMap<String, List<String>> roles = new TreeMap<>();

    /** Puts a volume there as the one file of a role. */
    MemoryFiles with(String role, Volume volume) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NiftiWriter.write(volume, bytes);
        return with(role, bytes.toByteArray());
    }

    /** Puts any file there. */
    MemoryFiles with(String role, byte[] content) {
        inputs.put("in/" + role + ".nii.gz", content);
        roles.put(role, List.of("in/" + role + ".nii.gz"));
        return this;
    }

    /** The case that has these files. */
    Case asCase(String name) {
        return new Case(name, "p-" + name, "g-" + name, roles);
    }

    /** What was written, by path. */
    List<String> written() {
        return List.copyOf(outputs.keySet());
    }

    Volume volume(String path) throws IOException {
        return NiftiReader.read(new ByteArrayInputStream(bytes(path)), path).volume();
    }

    byte[] bytes(String path) throws IOException {
        ByteArrayOutputStream out = outputs.get(path);
        if (out == null) {
            throw new FileNotFoundException(path);
        }
        return out.toByteArray();
    }

    @Override
    public InputStream open(String path) throws IOException {
        byte[] content = inputs.get(path);
        if (content == null) {
            throw new FileNotFoundException(path);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public OutputStream create(String relativePath) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        outputs.put(relativePath, out);
        return out;
    }
}
