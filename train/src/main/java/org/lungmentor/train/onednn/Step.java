package org.lungmentor.train.onednn;

import java.util.List;

/** One operation of a {@link Program}. */
interface Step extends AutoCloseable {
    /** The memory that it reads, writes or uses while it runs. */
    List<Region> touched();

    /** Called when the regions have addresses, and again whenever these change. */
    void bind();

    void run();

    /** Frees what it holds outside of the Java heap. */
    @Override
    default void close() {}
}
