package org.lungmentor.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.imaging.Volume;
import org.lungmentor.jobs.JobSummary;
import org.lungmentor.jobs.Ledger;
import org.lungmentor.jobs.LedgerRow;
import org.lungmentor.jobs.Storage;

/** What an ingest has left behind. */
record Ingested(Path dataset, JobSummary summary) {
    Volume volume(String folder, String name) throws IOException {
        return NiftiReader.read(dataset.resolve(folder).resolve(name + ".nii.gz"))
                .volume();
    }

    Map<String, LedgerRow> rows() throws IOException {
        return new Ledger(Storage.standard(), dataset.toString()).newest(DicomIngest.STEP);
    }

    LedgerRow row(String name) throws IOException {
        LedgerRow row = rows().get(name);
        if (row == null) {
            throw new AssertionError("no row for " + name + " among " + rows().keySet());
        }
        return row;
    }

    static long nonZero(Volume volume) {
        long count = 0;
        for (int i = 0; i < volume.grid().voxels(); i++) {
            count += volume.value(i) != 0 ? 1 : 0;
        }
        return count;
    }

    static long sum(Volume volume) {
        double sum = 0;
        for (int i = 0; i < volume.grid().voxels(); i++) {
            sum += volume.value(i);
        }
        return (long) sum;
    }
}
