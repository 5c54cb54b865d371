import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.lungmentor.expand.LungSource;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.Storage;

/**
 * Lungs of one scan by R231 beside bench/lungs_peer.py, in turn in one run. The weights are made by the peer if there are none. Our
 * first run, which loads them, is not counted; nor is the peer's loading.
 *
 * <p>java -Xmx4g MODULES -cp 'HOME/lib/*:HOME/spark/jars/*' bench/LungsBench.java WEIGHTS.pth SCAN.nii.gz THREADS REPEAT, from the
 * project's root; HOME is a distribution, MODULES are the flags that submit/lungmentor prints with LUNGMENTOR_PRINT_COMMAND=1
 */
public class LungsBench {
    private static final String PEER = "bench/lungs_peer.py";

    public static void main(String[] args) throws Exception {
        Path weights = Path.of(args[0]);
        Path scan = Path.of(args[1]);
        int threads = Integer.parseInt(args[2]);
        if (!Files.exists(weights)) {
            peer("weights", weights.toString());
        }
        Volume hu = NiftiReader.read(scan).volume();
        System.out.println(hu.grid().sizeText() + " voxels, " + threads + " threads, Java "
                + System.getProperty("java.version"));
        var finder = LungSource.r231(Storage.standard(), weights.toString(), threads).finder();
        Path theirs = Files.createTempFile("lungs", ".npy");
        for (int i = 0; i <= Integer.parseInt(args[3]); i++) {
            OperatingSystemMXBean process =
                    (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = process.getProcessCpuTime();
            long wall = System.nanoTime();
            ByteVolume map = finder.find(hu);
            System.out.printf(
                    Locale.ROOT,
                    "ours %s%.2f s, cpu %.2f s, peak %s%n",
                    i == 0 ? "(with loading, not counted) " : "",
                    (System.nanoTime() - wall) / 1e9,
                    (process.getProcessCpuTime() - cpu) / 1e9,
                    peak());
            if (i > 0) {
                System.out.println("peer " + peer(
                        "lungs", weights.toString(), scan.toString(), Integer.toString(threads), theirs.toString()));
                byte[] file = Files.readAllBytes(theirs);
                byte[] values = Arrays.copyOfRange(file, file.length - map.values().length, file.length);
                int differ = 0;
                for (int v = 0; v < values.length; v++) {
                    differ += values[v] == map.values()[v] ? 0 : 1;
                }
                System.out.println(differ + " voxels differ of " + map.countNonZero() + " in lungs");
            }
        }
        Files.delete(theirs);
    }

    private static String peak() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith("VmHWM")).findFirst().orElse("").replaceAll("\\s+", " ");
        }
    }

    private static String peer(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = "/usr/bin/python3";
        command[1] = PEER;
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("OMP_NUM_THREADS"); // ours is 1 and not the peer's
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("The peer failed: " + String.join(" ", command));
        }
        return text;
    }
}
