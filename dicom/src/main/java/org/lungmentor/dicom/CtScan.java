package org.lungmentor.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.FloatVolume;
import org.lungmentor.imaging.Grid;
import org.lungmentor.imaging.Reason;
import org.lungmentor.imaging.ShortVolume;
import org.lungmentor.imaging.Volume;

/**
 * A CT as one volume.
 *
 * @param stack its slices, in order
 * @param image Hounsfield units on the stack's grid: int16 where every value is a whole number that fits, else float32
 * @param paddedVoxels voxels that nothing was measured for: -1024 HU
 * @param repeatedSlices files left out that repeat a slice, pixel for pixel
 */
public record CtScan(SliceStack stack, Volume image, int paddedVoxels, int repeatedSlices) {
    private static final double LOWEST_OF_A_CT = -200;

    /**
     * Reads a scan's files, each once, checks that they make one volume, and puts the slices in order.
     *
     * @param paths files of one scan in any order; files that repeat a SOP instance may be among them
     * @throws CaseRefused with any reason of {@link StackCheck}, {@code stray-slices}, {@code duplicate-position},
     *     {@code unsupported-transfer-syntax}, {@code truncated}, {@code bad-dicom}, {@code not-hounsfield}
     */
    public static CtScan read(List<String> paths, FileOpener opener) throws IOException {
        return read(paths, opener, stack -> {});
    }

    /**
     * As the other, with a check of the stack.
     *
     * @param check throws what refuses the stack
     */
    public static CtScan read(List<String> paths, FileOpener opener, Consumer<SliceStack> check) throws IOException {
        return read(paths, opener, check, scans -> {
            if (scans.size() > 1) {
                throw new CaseRefused(
                        Reason.STRAY_SLICES,
                        "The files hold " + scans.size()
                                + " scans (phases, or several sizes or orientations): give those of one.");
            }
            return scans.stream().findFirst();
        });
    }

    /**
     * As the other, of files that hold several scans: phases in the frames of one file.
     *
     * @param number which of {@link SeriesScans#scans} of the files' slices
     */
    public static CtScan read(List<String> paths, int number, FileOpener opener, Consumer<SliceStack> check)
            throws IOException {
        return read(paths, opener, check, scans -> scans.stream().skip(number).findFirst());
    }

    private static CtScan read(
            List<String> paths,
            FileOpener opener,
            Consumer<SliceStack> check,
            Function<List<List<SliceHeader>>, Optional<List<SliceHeader>>> choice)
            throws IOException {
        List<SliceHeader> headers = new ArrayList<>();
        SlicesAsTheyCome pixels = new SlicesAsTheyCome(paths.size());
        for (String path : paths) {
            try (DicomReader file = open(path, opener)) {
                List<SliceHeader> frames = SliceHeaders.of(path, file.header());
                headers.addAll(frames);
                pixels.add(file, frames);
            }
        }
        SeriesScans scans = SeriesScans.of(headers);
        List<SliceHeader> slices = choice.apply(scans.scans())
                .filter(SeriesScans::isOneGeometry)
                .orElseThrow(() -> new CaseRefused(
                        Reason.STRAY_SLICES,
                        "The series has slices of several sizes, orientations or frames of reference and none of these"
                                + " groups alone is a scan: part the files."));
        SliceStack stack = StackCheck.stack(slices);
        check.accept(stack);
        Optional<CtScan> ordinary = pixels.inOrder(stack);
        CtScan scan = ordinary.isPresent() ? ordinary.get() : read(stack, opener);
        int repeated = scan.refuseUnequalRepeats(scans.duplicates(), opener);
        scan.refuseNoHounsfieldUnits();
        return new CtScan(stack, scan.image, scan.paddedVoxels, repeated);
    }

    /**
     * The values of a stack's slices, whatever they measure: reads every pixel once into its place. Of a file with frames of
     * several stacks only this stack's are taken.
     *
     * @throws CaseRefused {@code unsupported-transfer-syntax}, {@code truncated}, {@code bad-dicom}
     */
    public static CtScan read(SliceStack stack, FileOpener opener) throws IOException {
        Grid grid = grid(stack);
        boolean whole = stack.slices().stream().allMatch(s -> s.transform().isWhole());
        if (whole) {
            short[] values = new short[grid.voxels()];
            int padded = 0;
            boolean fits = true;
            for (Map.Entry<String, SortedMap<Integer, Integer>> file :
                    places(stack).entrySet()) {
                OptionalInt more = fits ? frames(file, stack, opener, values, new float[0]) : OptionalInt.empty();
                fits = more.isPresent();
                padded += more.orElse(0);
            }
            if (fits) {
                return new CtScan(stack, new ShortVolume(grid, values), padded, 0);
            }
        }
        float[] values = new float[grid.voxels()];
        int padded = 0;
        for (Map.Entry<String, SortedMap<Integer, Integer>> file : places(stack).entrySet()) {
            padded += frames(file, stack, opener, new short[0], values).orElseThrow();
        }
        return new CtScan(stack, new FloatVolume(grid, values), padded, 0);
    }

    private static Grid grid(SliceStack stack) {
        try {
            return stack.grid();
        } catch (IllegalArgumentException tooLarge) {
            throw new CaseRefused(
                    Reason.BAD_DICOM,
                    "The series is too large for one volume: " + tooLarge.getMessage() + ".",
                    tooLarge);
        }
    }

    /** Path to (frame within the file to slice of the stack), in the order of the stack. */
    private static Map<String, SortedMap<Integer, Integer>> places(SliceStack stack) {
        Map<String, SortedMap<Integer, Integer>> places = new java.util.LinkedHashMap<>();
        for (int z = 0; z < stack.slices().size(); z++) {
            SliceHeader slice = stack.slices().get(z);
            places.computeIfAbsent(slice.path(), p -> new TreeMap<>()).put(slice.frame(), z);
        }
        return places;
    }

    /** Into the one of the arrays that is not empty; empty if values do not fit int16. */
    private static OptionalInt frames(
            Map.Entry<String, SortedMap<Integer, Integer>> places,
            SliceStack stack,
            FileOpener opener,
            short[] whole,
            float[] fractional)
            throws IOException {
        SliceHeader first = stack.first();
        int area = first.rows() * first.columns();
        int padded = 0;
        try (DicomReader file = open(places.getKey(), opener)) {
            byte[] bytes = new byte[0];
            int next = 0;
            for (Map.Entry<Integer, Integer> place : places.getValue().entrySet()) {
                int z = place.getValue();
                SliceHeader slice = stack.slices().get(z);
                for (; next <= place.getKey(); next++) { // frames of other stacks are passed over
                    bytes = file.readFrame(bytes);
                }
                ToHounsfield decoder = new ToHounsfield(slice, file.syntax().bigEndian());
                OptionalInt more = whole.length > 0
                        ? decoder.whole(bytes, whole, z * area)
                        : OptionalInt.of(decoder.fractional(bytes, fractional, z * area));
                if (more.isEmpty()) {
                    return more;
                }
                padded += more.getAsInt();
            }
        }
        return OptionalInt.of(padded);
    }

    private static DicomReader open(String path, FileOpener opener) throws IOException {
        return DicomReader.open(opener.open(path))
                .orElseThrow(
                        () -> new CaseRefused(Reason.BAD_DICOM, "A slice is no DICOM file any more: fetch it again."));
    }

    /** Returns how many of them repeat a slice of this stack. */
    private int refuseUnequalRepeats(List<SliceHeader> repeats, FileOpener opener) throws IOException {
        int equal = 0;
        Map<String, Integer> kept = new HashMap<>();
        for (int z = 0; z < stack.slices().size(); z++) {
            kept.put(instance(stack.slices().get(z)), z);
        }
        Map<String, List<SliceHeader>> files = new TreeMap<>();
        for (SliceHeader repeat : repeats) {
            files.computeIfAbsent(repeat.path(), p -> new ArrayList<>()).add(repeat);
        }
        for (Map.Entry<String, List<SliceHeader>> one : files.entrySet()) {
            try (DicomReader file = open(one.getKey(), opener)) {
                byte[] bytes = new byte[0];
                int next = 0;
                for (SliceHeader repeat : one.getValue()) { // in the order of their frames
                    for (; next <= repeat.frame(); next++) {
                        bytes = file.readFrame(bytes);
                    }
                    Integer z = kept.get(instance(repeat));
                    if (z == null) {
                        continue;
                    }
                    if (!repeats(z, repeat, bytes, file.syntax().bigEndian())) {
                        throw new CaseRefused(
                                Reason.DUPLICATE_POSITION,
                                "Two files have one SOP instance UID and different pixels: leave one of them out.");
                    }
                    equal++;
                }
            }
        }
        return equal;
    }

    private static String instance(SliceHeader slice) {
        return slice.sopInstanceUid() + "/" + slice.frame();
    }

    private boolean repeats(int z, SliceHeader repeat, byte[] frame, boolean bigEndian) {
        SliceHeader slice = stack.slices().get(z);
        int area = slice.rows() * slice.columns();
        if (repeat.rows() != slice.rows()
                || repeat.columns() != slice.columns()
                || !repeat.position().equals(slice.position())) {
            return false;
        }
        float[] values = new float[area];
        int unused = new ToHounsfield(repeat, bigEndian).fractional(frame, values, 0);
        return Arrays.equals(values, slice(z, area));
    }

    private float[] slice(int z, int area) {
        float[] values = new float[area];
        for (int i = 0; i < area; i++) {
            values[i] = image.value(z * area + i);
        }
        return values;
    }

    /** Whether every slice says that its values are Hounsfield units. */
    public boolean saysHounsfield() {
        return stack.slices().stream().allMatch(s -> s.transform().type().equals("HU"));
    }

    private void refuseNoHounsfieldUnits() {
        if (saysHounsfield()) {
            return;
        }
        int low = 0;
        for (int i = 0; i < image.grid().voxels(); i++) {
            low += image.value(i) <= LOWEST_OF_A_CT ? 1 : 0;
        }
        if (low <= paddedVoxels) { // padding itself was made so low
            throw new CaseRefused(
                    Reason.NOT_HOUNSFIELD,
                    String.format(
                            Locale.ROOT,
                            "The series does not say that its values are Hounsfield units, and they cannot be: none"
                                    + " that was measured is as low as %.0f.",
                            LOWEST_OF_A_CT));
        }
    }
}
