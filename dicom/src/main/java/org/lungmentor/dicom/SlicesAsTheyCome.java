package org.lungmentor.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lungmentor.imaging.CaseRefused;
import org.lungmentor.imaging.ShortVolume;

/**
 * Pixels read in the same pass as the headers, when the slices' order is not known yet: so each file is opened once. They
 * lie in one array as they come and are put in order within it: a series is never held twice.
 *
 * <p>Whatever is not ordinary is left alone, for the reading in order knows what to make of it: several frames a file, sizes
 * that differ, values that are not whole or do not fit int16, a broken frame, slices that are not of the stack.
 */
final class SlicesAsTheyCome {
    private static final int GROWTH = 8;
    private static final int AT_ONCE = 1 << 20; // voxels

    private final int files;
    private final List<SliceHeader> slices = new ArrayList<>();
    private short[] values = new short[0];
    private byte[] frame = new byte[0];
    private int padded;
    private boolean ordinary = true;

    /** @param files how many will come, at most */
    SlicesAsTheyCome(int files) {
        this.files = files;
    }

    /** Reads the pixels of a file whose header was just read. */
    void add(DicomReader file, List<SliceHeader> frames) throws IOException {
        ordinary = ordinary && take(file, frames);
        if (!ordinary) {
            values = new short[0];
        }
    }

    private boolean take(DicomReader file, List<SliceHeader> frames) throws IOException {
        SliceHeader slice = frames.get(0);
        SliceHeader first = slices.isEmpty() ? slice : slices.get(0);
        int area = slice.rows() * slice.columns();
        if (frames.size() > 1
                || !slice.transform().isWhole()
                || slice.rows() != first.rows()
                || slice.columns() != first.columns()
                || (long) files * area > Integer.MAX_VALUE - 8) {
            return false;
        }
        try {
            frame = file.readFrame(frame);
        } catch (CaseRefused broken) {
            return false;
        }
        reserve(area);
        OptionalInt more =
                new ToHounsfield(slice, file.syntax().bigEndian()).whole(frame, values, slices.size() * area);
        padded += more.orElse(0);
        slices.add(slice);
        return more.isPresent();
    }

    /** Makes room for one more; what a number of files promises is believed an eighth at a time. */
    private void reserve(int area) {
        int needed = (slices.size() + 1) * area;
        if (values.length < needed) {
            int length = files * area;
            while (length > AT_ONCE && length / GROWTH >= needed) {
                length /= GROWTH;
            }
            values = Arrays.copyOf(values, length);
        }
    }

    /** The stack's volume, if everything that came was ordinary and is of the stack. What was kept is given away or dropped. */
    Optional<CtScan> inOrder(SliceStack stack) {
        Optional<int[]> order = order(stack);
        short[] kept = values;
        values = new short[0];
        return order.map(of -> {
            move(kept, of);
            return new CtScan(stack, new ShortVolume(stack.grid(), kept), padded, 0);
        });
    }

    /** For each place in the stack the slice that belongs there, by when it came; empty if there is not one for each. */
    private Optional<int[]> order(SliceStack stack) {
        int area = stack.first().rows() * stack.first().columns();
        if (!ordinary || slices.size() != stack.slices().size() || values.length != slices.size() * area) {
            return Optional.empty();
        }
        Map<String, Integer> came = new HashMap<>();
        for (int i = 0; i < slices.size(); i++) {
            came.put(slices.get(i).path(), i);
        }
        int[] order = new int[slices.size()];
        for (int z = 0; z < order.length; z++) {
            order[z] = came.getOrDefault(stack.slices().get(z).path(), -1);
            if (order[z] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(order);
    }

    /** Fetches to each place its slice, cycle by cycle of the permutation, with one slice in hand. */
    private static void move(short[] values, int[] order) {
        int area = values.length / order.length;
        short[] hand = new short[area];
        boolean[] done = new boolean[order.length];
        for (int start = 0; start < order.length; start++) {
            if (done[start]) {
                continue;
            }
            System.arraycopy(values, start * area, hand, 0, area);
            int to = start;
            for (int from = order[to]; from != start; from = order[to]) {
                System.arraycopy(values, from * area, values, to * area, area);
                done[to] = true;
                to = from;
            }
            System.arraycopy(hand, 0, values, to * area, area);
            done[to] = true;
        }
    }
}
