package org.lungmentor.train;

import org.lungmentor.train.torch.TorchFactory;

class TorchEngineTest extends NetworkEngineContract {
    @Override
    NetworkEngine.Factory factory() {
        return new TorchFactory();
    }
}
