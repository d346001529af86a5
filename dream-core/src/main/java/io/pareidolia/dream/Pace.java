package io.pareidolia.dream;

import java.util.function.LongSupplier;

/** Says from the speed so far how long the rest will take. */
final class Pace {
    private final long all;
    private final LongSupplier nanoseconds;
    private final long start;
    private long done;

    /**
     * @param all work in all, in any unit
     * @param nanoseconds a clock that only runs forward
     */
    Pace(long all, LongSupplier nanoseconds) {
        this.all = all;
        this.nanoseconds = nanoseconds;
        this.start = nanoseconds.getAsLong();
    }

    void did(long work) {
        done += work;
    }

    /** Seconds for the work that is left; only after some was done. */
    double secondsLeft() {
        return (nanoseconds.getAsLong() - start) / 1e9 * (all - done) / done;
    }
}
