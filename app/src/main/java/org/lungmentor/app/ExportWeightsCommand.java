package org.lungmentor.app;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.ModelFile;
import org.lungmentor.train.weights.Safetensors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export-weights}: a model file to safetensors. */
@Command(
        name = "export-weights",
        description = "Writes a model's weights as safetensors, under PyTorch's names.",
        footer = {"", "Example: lungmentor export-weights runs/teacher/model_best.zip t.safetensors"})
final class ExportWeightsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, model_best.zip of a run folder.")
    private String model = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "The safetensors file to write.")
    private String file = "";

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Storage storage = Storage.standard();
        try (InputStream in = storage.open(model);
                ModelFile read = ModelFile.read(in, model)) {
            String part = file + ".part";
            try (OutputStream out = new BufferedOutputStream(storage.create(part))) {
                Safetensors.write(out, read);
            }
            storage.move(part, file);
            output.result(
                    spec.commandLine().getOut(),
                    Map.of("parameters", read.card().plan().length(), "file", file),
                    "Wrote " + file + ": " + read.card().plan().length() + " parameters.");
            return ExitStatus.DONE;
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new UsageException("There is no model file " + model + ": name a run's model_best.zip.", e);
        }
    }
}
