package io.pareidolia.dream;

import java.util.function.LongSupplier;

/**
 * Says from the speed so far how long the rest will take. The first run at each size of a picture prepares the network
 * for it, which takes a time of its own: it tells how long such beginnings take, and nothing about the speed.
 */
final class Pace {
    private final long all;
    private final double expected;
    private final LongSupplier nanoseconds;
    private int beginningsLeft;
    private long before;
    private long done;
    private long steadyWork;
    private double steadySeconds;
    private int beginnings;
    private long beginningsWork;
    private double beginningsSeconds;

    /**
     * @param all work in all, in any unit
     * @param sizes how many sizes of picture there are, each with a beginning
     * @param expected seconds that all the work should take without the beginnings: it counts until the speed is known
     * @param nanoseconds a clock that only runs forward
     */
    Pace(long all, int sizes, double expected, LongSupplier nanoseconds) {
        this.all = all;
        this.expected = expected;
        this.nanoseconds = nanoseconds;
        this.beginningsLeft = sizes;
        this.before = nanoseconds.getAsLong();
    }

    /**
     * Some work was done since the last call.
     *
     * @param beginning true if it was the first at its size
     */
    void did(long work, boolean beginning) {
        long now = nanoseconds.getAsLong();
        double seconds = (now - before) / 1e9;
        before = now;
        done += work;
        if (beginning) {
            beginnings++;
            beginningsLeft--;
            beginningsWork += work;
            beginningsSeconds += seconds;
        } else {
            steadyWork += work;
            steadySeconds += seconds;
        }
    }

    /** Seconds for the work that is left; only after some was done. */
    double secondsLeft() {
        double perWork = steadyWork > 0
                ? steadySeconds / steadyWork
                : Math.min(expected / all, beginningsSeconds / beginningsWork);
        double perBeginning =
                beginnings == 0 ? 0 : Math.max(0, beginningsSeconds - perWork * beginningsWork) / beginnings;
        return (all - done) * perWork + beginningsLeft * perBeginning;
    }
}
