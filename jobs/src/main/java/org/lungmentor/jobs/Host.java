package org.lungmentor.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, for ledgers and locks. */
final class Host {
    private Host() {}

    static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
