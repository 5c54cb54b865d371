package org.lungmentor.preprocess;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.Storage;

/**
 * A folder of lung maps, {@code CASE.nii.gz}: 0 nothing, 1 right lung, 2 left lung.
 *
 * @param paths by case
 */
public record LungMaps(SortedMap<String, String> paths) {
    /** The role of a lung map among a case's inputs. */
    public static final String ROLE = "lungs";

    /** @throws UsageException if the folder holds no map */
    public static LungMaps of(Storage storage, String folder) throws IOException {
        SortedMap<String, String> paths = Dataset.volumes(storage, folder);
        if (paths.isEmpty()) {
            throw new UsageException(folder + " holds no lung map: it should have CASE.nii.gz for each case.");
        }
        return new LungMaps(paths);
    }

    /** Where a case's map comes from, for its ledger row: {@code given}, or what finds it, {@code classical 1}. */
    public static String origin(Case one, LungFinder finder) {
        return one.has(ROLE) ? new GivenLungs().setting() : finder.setting();
    }

    /** The cases, those that have a map with it in {@link #ROLE}. */
    public List<Case> addedTo(List<Case> cases) {
        return cases.stream().map(this::addedTo).toList();
    }

    private Case addedTo(Case one) {
        String path = paths.get(one.name());
        return path == null ? one : one.with(ROLE, path);
    }
}
