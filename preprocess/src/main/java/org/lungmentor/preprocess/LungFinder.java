package org.lungmentor.preprocess;

import java.io.IOException;
import java.io.Serializable;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Volume;

/** Finds the lungs on a CT. Sent to executors; what it needs beyond its settings it loads there. */
public interface LungFinder extends Serializable {
    /**
     * @param hu Hounsfield units, in any axis order; which lung is which is decided by the affine
     * @return on the grid of {@code hu}: 0 nothing, 1 right lung, 2 left lung
     * @throws org.lungmentor.imaging.CaseRefused {@link org.lungmentor.imaging.Reason#NO_LUNGS} if there are none
     * @throws IOException if what it needs cannot be loaded
     */
    ByteVolume find(Volume hu) throws IOException;

    /** Method, version and, of a network, the SHA-256 of its weights as text, {@code classical 1}: maps found otherwise are done again. */
    String setting();
}
