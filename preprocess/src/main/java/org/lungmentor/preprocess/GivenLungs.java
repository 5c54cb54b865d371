package org.lungmentor.preprocess;

import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.Volume;

/** No method: every case brings its map as a file, and one that does not is refused. */
public record GivenLungs() implements LungFinder {
    private static final long serialVersionUID = 1L;

    @Override
    public ByteVolume find(Volume hu) {
        throw new CaseRefused(
                Reason.NO_LUNGS,
                "The folder of lung maps has none for this case. Add CASE.nii.gz (0, 1 right lung, 2 left lung), or let"
                        + " --lungs classical find them.");
    }

    @Override
    public String setting() {
        return "given";
    }
}
