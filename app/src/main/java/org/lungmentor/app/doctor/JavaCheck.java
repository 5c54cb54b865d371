package org.lungmentor.app.doctor;

import java.util.ArrayList;
import java.util.List;

/** The Java that runs this, and the flags that it was started with. */
final class JavaCheck {
    private static final int WANTED = 17;

    private JavaCheck() {}

    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        String version = System.getProperty("java.vendor", "?") + " " + Runtime.version();
        findings.add(
                Runtime.version().feature() == WANTED
                        ? Finding.ok("java", version)
                        : Finding.broken("java", version, "Run on Java 17: point JAVA_HOME at a JDK 17."));
        boolean opened = Object.class.getModule().isOpen("sun.nio.ch", JavaCheck.class.getModule());
        if (!opened) {
            findings.add(Finding.broken(
                    "java flags",
                    "java.base/sun.nio.ch is closed, and Spark does not start",
                    "Start through submit/lungmentor, or add --add-opens=java.base/sun.nio.ch=ALL-UNNAMED."));
        }
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!vectors) {
            findings.add(Finding.warning(
                    "java flags",
                    "the vector module is not loaded, and the engine onednn does not run",
                    "Start through submit/lungmentor, or add --add-modules=jdk.incubator.vector."));
        }
        if (opened && vectors) {
            findings.add(Finding.ok("java flags", "Spark's packages opened, vector module loaded"));
        }
        return findings;
    }
}
