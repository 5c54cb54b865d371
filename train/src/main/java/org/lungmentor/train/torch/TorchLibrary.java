package org.lungmentor.train.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;
import org.lungmentor.train.NativeCache;

/**
 * Loads libtorch once. All its libraries are unpacked before the first is loaded: else libtorch.so is opened while
 * libtorch_cpu.so does not lie beside it yet, and one that the system has installed is taken in, which crashes.
 */
final class TorchLibrary {
    private static final List<String> VARIANTS = List.of("-gpu", "");
    private static final List<String> FILES = List.of(
            "libgomp.so.1",
            "libc10.so",
            "libc10_cuda.so",
            "libtorch_cpu.so",
            "libtorch_cuda_linalg.so",
            "libtorch_cuda.so",
            "libtorch.so");

    private TorchLibrary() {}

    /** Whether libtorch's natives, of the CUDA build if {@code gpu}, are on the class path. */
    static boolean onClassPath(boolean gpu) {
        return resource("-gpu", gpu ? "libtorch_cuda.so" : "libtorch_cpu.so").isPresent()
                || (!gpu && resource("", "libtorch_cpu.so").isPresent());
    }

    /** Why that GPU cannot be used; empty where it can. */
    static Optional<String> withoutGpu(String device) {
        load();
        int index = device.startsWith("cuda:") ? Integer.parseInt(device.substring("cuda:".length())) : 0;
        int count = torch.cuda_is_available() ? Byte.toUnsignedInt(torch_cuda.device_count()) : 0;
        return index < count
                ? Optional.empty()
                : Optional.of("There is no device '" + device + "': libtorch sees " + count
                        + " GPUs here (nvidia-smi shows what the driver sees).");
    }

    /** Loads libtorch if that has not happened. */
    static void load() {
        Loaded.once();
    }

    private static Optional<URL> resource(String variant, String file) {
        return Optional.ofNullable(
                TorchLibrary.class.getResource("/org/bytedeco/pytorch/" + Loader.getPlatform() + variant + "/" + file));
    }

    /** Holds the one load of this JVM: its class initialiser runs once, and other threads wait for it. */
    private static final class Loaded {
        static {
            NativeCache.alone(Loaded::unpackAndLoad);
        }

        private Loaded() {}

        private static void unpackAndLoad() {
            try {
                for (String variant : VARIANTS) {
                    for (String file : FILES) {
                        Optional<URL> found = resource(variant, file);
                        if (found.isPresent()) {
                            Loader.cacheResource(found.get());
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Loader.load(torch.class);
        }

        static void once() {
            // Entering this method has initialised the class.
        }
    }
}
