package org.lungmentor.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and version of this software, as they go into ledgers, dataset.json, references and model files. */
public final class Software {
    /** For instance {@code lungmentor 0.1.0}. */
    public static final String VERSION = "lungmentor " + read();

    private Software() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Software.class.getResourceAsStream("software.properties")) {
            if (in == null) {
                throw new IllegalStateException("software.properties is missing from the jar of module jobs");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}
