package org.lungmentor.expand;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lungmentor.imaging.UsageException;
import org.lungmentor.jobs.Case;
import org.lungmentor.jobs.Dataset;
import org.lungmentor.jobs.DatasetInfo;
import org.lungmentor.jobs.Storage;
import org.lungmentor.jobs.StoredFile;
import org.lungmentor.preprocess.LungMaps;

/**
 * What there is to segment: one NIfTI file, a flat folder of them, a dataset, a folder with one DICOM series, or a folder of
 * crops. No voxel is read.
 *
 * @param cases by name, with the roles {@code image}, {@code slices} or {@code reference}
 * @param crops what dataset.json says, if the cases are crops
 */
record SegmentInput(List<Case> cases, Optional<DatasetInfo> crops) {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    /** @throws UsageException if there is no such file or folder, or nothing in it that can be segmented */
    static SegmentInput find(Storage storage, String path) throws IOException {
        StoredFile found = storage.find(path)
                .orElseThrow(() -> new UsageException("There is no " + path + ": name a scan, or a folder of scans."));
        if (!found.folder()) {
            return scans(Map.of(nameOfScan(found), found.path()));
        }
        if (storage.exists(Storage.child(found.path(), DatasetInfo.FILE))) {
            return ofDataset(Dataset.open(storage, path), path);
        }
        SortedMap<String, String> volumes = Dataset.volumes(storage, found.path());
        if (!volumes.isEmpty()) {
            return scans(volumes);
        }
        List<String> slices = DicomFolder.series(storage, found.path());
        return new SegmentInput(List.of(oneRole(found.name(), ScanSource.SLICES, slices)), Optional.empty());
    }

    /** Whether there is a scan in DICOM. */
    boolean isDicom() {
        return cases.stream().anyMatch(one -> one.has(ScanSource.SLICES));
    }

    /** @throws UsageException if one of the names is no case */
    SegmentInput only(Set<String> names, String path) {
        return new SegmentInput(Dataset.chosen(cases, Optional.of(names), path), crops);
    }

    /** With this file as the box. */
    SegmentInput withBox(String path) {
        return new SegmentInput(
                cases.stream().map(one -> one.with(Dataset.BOX, path)).toList(), crops);
    }

    /** With the lung map of each case that has one. */
    SegmentInput with(LungMaps maps) {
        return new SegmentInput(maps.addedTo(cases), crops);
    }

    private static SegmentInput ofDataset(Dataset from, String path) throws IOException {
        if (from.info().kind() == DatasetInfo.Kind.PREPROCESSED_TEACHER) {
            throw new UsageException(
                    path + " holds tumour crops: name a dataset of scans, or what 'preprocess student' wrote.");
        }
        boolean crops = from.info().kind() == DatasetInfo.Kind.PREPROCESSED_STUDENT;
        Set<String> roles = crops ? Set.of(Dataset.IMAGE, Dataset.REFERENCE) : Set.of(Dataset.IMAGE);
        List<Case> cases = Dataset.chosen(from.cases(), Optional.empty(), path).stream()
                .map(one -> one.only(roles))
                .toList();
        return new SegmentInput(cases, crops ? Optional.of(from.info()) : Optional.empty());
    }

    private static SegmentInput scans(Map<String, String> volumes) {
        return new SegmentInput(
                volumes.entrySet().stream()
                        .map(e -> oneRole(e.getKey(), Dataset.IMAGE, List.of(e.getValue())))
                        .toList(),
                Optional.empty());
    }

    private static Case oneRole(String name, String role, List<String> paths) {
        return new Case(name, name, name, new TreeMap<>(Map.of(role, paths)));
    }

    private static String nameOfScan(StoredFile file) {
        return ENDINGS.stream()
                .filter(ending -> file.name().endsWith(ending))
                .findFirst()
                .map(ending -> file.name().substring(0, file.name().length() - ending.length()))
                .orElseThrow(() -> new UsageException(file.path()
                        + " is no scan by its name: name a .nii.gz or .nii file, or the folder of a DICOM series."));
    }
}
