package org.lungmentor.expand;

import java.io.IOException;
import java.io.Serializable;

/** How a processor comes to its network on whatever machine it runs: it travels to executors, the network does not. */
public interface NetworkSource extends Serializable {
    /** SHA-256 of the parameters: what makes one model another. */
    String sha256();

    /** The network, loaded when it is first asked for on this machine. */
    CropNetwork load() throws IOException;
}
