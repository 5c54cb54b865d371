package org.lungmentor.imaging;

/** Our own reader. */
class NiftiReaderTest extends NiftiSourceContract {
    @Override
    protected NiftiSource source() {
        return NiftiReader::readOurselves;
    }
}
