package org.lungmentor.app;

import org.lungmentor.jobs.Software;
import picocli.CommandLine.IVersionProvider;

/** The version as ledgers and models name it. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Software.VERSION};
    }
}
