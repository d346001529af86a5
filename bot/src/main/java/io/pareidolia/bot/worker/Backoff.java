package io.pareidolia.bot.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time up to a limit, and then some part of that between the
 * half and the whole, so that many who failed together do not come back together. Used by one thread at a time.
 */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    /**
     * @param first before the second try, at most
     * @param longest at most, however many tries there were
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /** How long to wait now. */
    public Duration next() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Duration.ofNanos((long) (now.toNanos() * (0.5 + random.nextDouble() / 2)));
    }

    /** It went well: the next wait is short again. */
    public void reset() {
        next = first;
    }
}
