package org.lungmentor.expand.lungs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.lungmentor.imaging.ByteVolume;
import org.lungmentor.imaging.Components;
import org.lungmentor.imaging.Grid;

/**
 * Gives pieces that the network saw apart from its lungs to the neighbour that they touch most. A piece is a component of one label
 * (26 neighbours); pieces are numbered from 1 by their first voxels. They are looked at from the smallest to the largest: one that is
 * smaller than the largest of its label, but has at least 3 voxels, goes to the piece whose voxels are most frequent among its own 6
 * neighbours. Sizes change as this goes on.
 */
final class LungPieces {
    /** The highest label. */
    static final int LABELS = 2;

    private static final int SMALLEST = 3;

    /** A component with its number, and what it has gained on the way. */
    private static final class Piece {
        private final Components components;
        private final int component;
        private final int label;
        private final int first;
        private final List<Piece> members = new ArrayList<>(List.of(this));
        private long size;

        Piece(Components components, int component, int label) {
            this.components = components;
            this.component = component;
            this.label = label;
            first = components.firstVoxel(component);
            size = components.size(component);
        }

        int firstVoxel() {
            return first;
        }

        long size() {
            return size;
        }

        void forEachRun(Components.Run run) {
            members.forEach(member -> member.components.forEachRun(member.component, run));
        }
    }

    private final Grid grid;
    private final List<Piece> pieces = new ArrayList<>();
    private final int[] numberAt;
    private final long[] largest;

    private LungPieces(ByteVolume labels) {
        grid = labels.grid();
        numberAt = new int[grid.voxels()];
        largest = new long[LABELS + 1];
        for (int label = 1; label <= LABELS; label++) {
            Components components = Components.of(only(labels, label));
            for (int c = 0; c < components.count(); c++) {
                pieces.add(new Piece(components, c, label));
            }
        }
        pieces.sort(Comparator.comparingInt(Piece::firstVoxel));
        for (int i = 0; i < pieces.size(); i++) {
            mark(pieces.get(i), i + 1);
        }
    }

    /**
     * The labels with small pieces given away; of equally large pieces of one label only the first keeps it while that size is the
     * label's record, the others vanish.
     */
    static ByteVolume joined(ByteVolume labels) {
        return new LungPieces(labels).joined();
    }

    /** 1 where there is that label. */
    static ByteVolume only(ByteVolume labels, int value) {
        byte[] mask = new byte[labels.values().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = labels.values()[i] == value ? (byte) 1 : 0;
        }
        return new ByteVolume(labels.grid(), mask);
    }

    private ByteVolume joined() {
        List<Piece> bySize = new ArrayList<>(pieces);
        bySize.sort(Comparator.comparingLong(Piece::size));
        byte[] labelOf = new byte[pieces.size() + 1];
        for (Piece piece : bySize) {
            if (piece.size > largest[piece.label]) {
                largest[piece.label] = piece.size;
                labelOf[number(piece)] = (byte) piece.label;
            }
        }
        for (Piece piece : bySize) {
            if (piece.size < largest[piece.label] && piece.size >= SMALLEST) {
                giveAway(piece);
            }
        }
        ByteVolume joined = ByteVolume.zeros(grid);
        for (int i = 0; i < numberAt.length; i++) {
            joined.values()[i] = labelOf[numberAt[i]];
        }
        return joined;
    }

    private int number(Piece piece) {
        return numberAt[piece.first];
    }

    private void mark(Piece piece, int number) {
        piece.forEachRun((start, length) -> Arrays.fill(numberAt, start, start + length, number));
    }

    private void giveAway(Piece piece) {
        int target = mostTouched(piece);
        if (target == 0) {
            return;
        }
        mark(piece, target);
        Piece gaining = pieces.get(target - 1);
        if (gaining.size == largest[gaining.label]) {
            largest[gaining.label] += piece.size;
        }
        gaining.size += piece.size;
        gaining.members.addAll(piece.members);
    }

    /** The number of the piece that has most voxels among the neighbours, the lowest among equals; 0: there is none. */
    private int mostTouched(Piece piece) {
        int mine = number(piece);
        IntStream.Builder touched = IntStream.builder();
        forEachNeighbour(piece, at -> {
            if (numberAt[at] != 0 && numberAt[at] != mine) {
                touched.add(at);
            }
        });
        int[] numbers =
                touched.build().distinct().map(at -> numberAt[at]).sorted().toArray();
        int best = 0;
        int most = 0;
        int count = 0;
        for (int i = 0; i < numbers.length; i++) {
            count = i > 0 && numbers[i] == numbers[i - 1] ? count + 1 : 1;
            if (count > most) {
                most = count;
                best = numbers[i];
            }
        }
        return best;
    }

    /** Array positions of the 6 neighbours of all of the piece's voxels; some come several times, as do its own voxels. */
    private void forEachNeighbour(Piece piece, IntConsumer neighbour) {
        int nx = grid.nx();
        int slice = nx * grid.ny();
        piece.forEachRun((start, length) -> {
            int x = start % nx;
            int y = start / nx % grid.ny();
            int z = start / slice;
            if (x > 0) {
                neighbour.accept(start - 1);
            }
            if (x + length < nx) {
                neighbour.accept(start + length);
            }
            forEach(start - nx, y > 0 ? length : 0, neighbour);
            forEach(start + nx, y < grid.ny() - 1 ? length : 0, neighbour);
            forEach(start - slice, z > 0 ? length : 0, neighbour);
            forEach(start + slice, z < grid.nz() - 1 ? length : 0, neighbour);
        });
    }

    private static void forEach(int start, int length, IntConsumer neighbour) {
        for (int at = start; at < start + length; at++) {
            neighbour.accept(at);
        }
    }
}
