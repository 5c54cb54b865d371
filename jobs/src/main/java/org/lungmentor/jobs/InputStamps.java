package org.lungmentor.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Makes and compares the {@link InputStamp} of each role of a case. */
final class InputStamps {
    private InputStamps() {}

    /** Path, size and time of all inputs, nothing read. */
    static SortedMap<String, InputStamp> of(Case one, Storage storage) throws IOException {
        SortedMap<String, InputStamp> stamps = new TreeMap<>();
        for (Map.Entry<String, List<String>> role : one.inputs().entrySet()) {
            stamps.put(role.getKey(), ofRole(role.getValue(), storage));
        }
        return stamps;
    }

    private static InputStamp ofRole(List<String> paths, Storage storage) throws IOException {
        StringBuilder lines = new StringBuilder();
        long size = 0;
        Instant modified = Instant.EPOCH;
        for (String path : paths) {
            StoredFile file = storage.find(path).orElseThrow(() -> new FileNotFoundException("There is no " + path));
            lines.append(path);
            if (paths.size() > 1) {
                lines.append('\t').append(file.size()).append('\t');
                lines.append(file.modified().toEpochMilli()).append('\n');
            }
            size += file.size();
            modified = file.modified().isAfter(modified) ? file.modified() : modified;
        }
        return new InputStamp(Sha256.of(lines.toString()), size, modified, "");
    }

    /** Puts the contents' hashes into the stamps, as far as they are known ({@code hashes}: path to SHA-256). */
    static SortedMap<String, InputStamp> withContent(
            SortedMap<String, InputStamp> stamps, Case one, Map<String, String> hashes) {
        SortedMap<String, InputStamp> known = new TreeMap<>();
        stamps.forEach((role, stamp) -> {
            List<String> paths = one.inputs().getOrDefault(role, List.of());
            if (!hashes.keySet().containsAll(paths) || paths.isEmpty()) {
                known.put(role, stamp);
            } else if (paths.size() == 1) {
                known.put(role, stamp.withContent(hashes.getOrDefault(paths.get(0), "")));
            } else {
                StringBuilder lines = new StringBuilder();
                paths.forEach(path -> lines.append(hashes.get(path)).append('\n'));
                known.put(role, stamp.withContent(Sha256.of(lines.toString())));
            }
        });
        return known;
    }

    /** SHA-256 of every input, by path: reads them all. */
    static Map<String, String> readContent(Case one, Storage storage) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (List<String> paths : one.inputs().values()) {
            for (String path : paths) {
                MessageDigest digest = Sha256.digest();
                try (InputStream in = new DigestInputStream(storage.open(path), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                hashes.put(path, Sha256.hex(digest));
            }
        }
        return hashes;
    }

    /** Whether both have the same roles and the predicate holds for each of them. */
    static boolean agree(
            SortedMap<String, InputStamp> one,
            SortedMap<String, InputStamp> other,
            BiPredicate<InputStamp, InputStamp> same) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(e -> {
                    InputStamp counterpart = other.get(e.getKey());
                    return counterpart != null && same.test(e.getValue(), counterpart);
                });
    }
}
