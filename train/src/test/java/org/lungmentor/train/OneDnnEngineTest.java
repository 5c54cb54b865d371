package org.lungmentor.train;

import org.lungmentor.train.onednn.OneDnnEngineFactory;

class OneDnnEngineTest extends NetworkEngineContract {
    @Override
    NetworkEngine.Factory factory() {
        return new OneDnnEngineFactory();
    }
}
