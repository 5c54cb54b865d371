package org.lungmentor.train;

import org.lungmentor.train.nd4j.Nd4jFactory;

class Nd4jEngineTest extends NetworkEngineContract {
    @Override
    NetworkEngine.Factory factory() {
        return new Nd4jFactory();
    }
}
