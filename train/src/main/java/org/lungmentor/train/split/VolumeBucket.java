package org.lungmentor.train.split;

/**
 * Tumours by size: the eight buckets [0,5), [5,10), [10,15), [15,25), [25,50), [50,100), [100,150), [150, inf) cm3. The thesis
 * has eight as well; its edges stand in a figure only.
 */
public final class VolumeBucket {
    /** Number of buckets. */
    public static final int COUNT = 8;

    private static final double MM3_PER_CM3 = 1000;

    private VolumeBucket() {}

    /** The bucket of a volume in mm3, 0 the smallest. */
    public static int of(double volumeMm3) {
        double cm3 = volumeMm3 / MM3_PER_CM3;
        double[] edges = {5, 10, 15, 25, 50, 100, 150};
        int bucket = 0;
        while (bucket < edges.length && cm3 >= edges[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
