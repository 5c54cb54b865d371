package org.lungmentor.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The software's version as ledgers, models and {@code --version} name it. */
public final class Version implements IVersionProvider {
    /** From the jar's manifest; {@code development} when run from class folders. */
    public static String software() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"lungmentor " + software()};
    }
}
