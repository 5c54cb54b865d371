package org.lungmentor.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders that are written without being named: temporary files, and what JavaCPP unpacks. */
final class DiskCheck {
    private static final long SMALL_MB = 2000;

    private DiskCheck() {}

    static List<Finding> run() {
        String cache = System.getProperty(
                "org.bytedeco.javacpp.cachedir", System.getProperty("user.home", ".") + "/.javacpp/cache");
        return List.of(
                of("temporary files", Path.of(System.getProperty("java.io.tmpdir", "/tmp")), "java.io.tmpdir"),
                of("native libraries", Path.of(cache), "org.bytedeco.javacpp.cachedir"));
    }

    /** @param property the system property that moves the folder */
    static Finding of(String subject, Path folder, String property) {
        String mend = "Make room, or name another folder: JAVA_TOOL_OPTIONS=-D" + property + "=FOLDER.";
        try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, "doctor", ".tmp");
            Files.delete(probe);
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            String text = folder + ", " + free + " MB free";
            return free < SMALL_MB ? Finding.warning(subject, text, mend) : Finding.ok(subject, text);
        } catch (IOException e) {
            return Finding.broken(subject, folder + " cannot be written: " + e, mend);
        }
    }
}
