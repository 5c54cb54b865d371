package org.lungmentor.app;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lungmentor.expand.PublishedProgram;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.ExitStatus;
import org.lungmentor.jobs.Storage;
import org.lungmentor.train.Network;
import org.lungmentor.train.Plan;
import org.lungmentor.train.weights.ImportRecipe;
import org.lungmentor.train.weights.ImportedWeights;
import org.lungmentor.train.weights.TorchStateDict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import-weights}: a PyTorch state_dict to a model file. */
@Command(
        name = "import-weights",
        description = {
            "Makes a model file of a PyTorch state_dict.",
            "Nothing that the file names is run: tensors alone are read."
        },
        footer = {
            "",
            "Example: lungmentor import-weights teacher teacher.pth teacher.zip",
            "         lungmentor import-weights dc-student dc.pth student.zip \\",
            "             --recipe lungtumormask"
        })
final class ImportWeightsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NETWORK", description = "teacher, unet, sc-student or dc-student.")
    private String network = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "What torch.save(model.state_dict(), FILE) wrote.")
    private String file = "";

    @Parameters(index = "2", paramLabel = "MODEL", description = "The model file to write.")
    private String model = "";

    @Option(
            names = "--filters",
            split = ",",
            paramLabel = "N",
            description = "Filters of each level, the top one first. Default: 64,128,256,512;" + " students 1024 more.")
    private List<Integer> filters = List.of();

    @Option(
            names = "--recipe",
            paramLabel = "lungtumormask",
            description = "The program that the weights were published with: sets the order of axes and records how it"
                    + " preprocesses, so that 'segment' does the same.")
    private Optional<String> recipe = Optional.empty();

    @Option(
            names = "--axes",
            paramLabel = "zyx|xyz",
            description = "Order of the volumes' axes in training. Default: what --recipe says, else zyx.")
    private Optional<String> axes = Optional.empty();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Plan plan = Plan.of(
                Network.of(network),
                filters.stream().mapToInt(Integer::intValue).toArray());
        ImportRecipe trained = trained(plan.network());
        Storage storage = Storage.standard();
        String part = model + ".part";
        try (InputStream in = storage.open(file)) {
            Map<String, TorchStateDict.Tensor> tensors = TorchStateDict.read(in, file);
            try (OutputStream out = new BufferedOutputStream(storage.create(part))) {
                ImportedWeights.write(out, plan, tensors, trained, Storage.name(file));
            } catch (IOException | RuntimeException e) {
                storage.delete(part);
                throw e;
            }
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new UsageException("There is no file " + file + ": name what torch.save wrote.", e);
        }
        storage.move(part, model);
        output.result(
                spec.commandLine().getOut(),
                Map.of("network", network, "parameters", plan.length(), "model", model),
                "Wrote " + model + ": a " + network + " with " + plan.length() + " parameters.");
        return ExitStatus.DONE;
    }

    private ImportRecipe trained(Network of) {
        if (axes.isPresent() && !axes.get().equals("zyx") && !axes.get().equals("xyz")) {
            throw new UsageException("--axes " + axes.get() + " is not known: give zyx or xyz.");
        }
        boolean xyz = axes.map("xyz"::equals).orElse(false);
        if (recipe.isEmpty()) {
            return ImportRecipe.axes(xyz);
        }
        ImportRecipe published = PublishedProgram.of(recipe.get()).recipe(of);
        if (axes.isPresent() && xyz != published.xyz()) {
            throw new UsageException(
                    "--axes " + axes.get() + " contradicts --recipe " + recipe.get() + ": leave one out.");
        }
        return published;
    }
}
