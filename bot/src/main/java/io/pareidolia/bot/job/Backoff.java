package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after tries that failed: twice as long each time up to a limit, and then some part of that between the
 * half and the whole, so that many who failed together do not come back together.
 *
 * @param first after the first one, at most
 * @param longest at most, however many failed
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
    /** A doubling beyond this would overflow long before it mattered. */
    private static final int MOST_DOUBLINGS = 20;

    /**
     * How long to wait now.
     *
     * @param failed tries so far, at least 1
     */
    public Duration after(int failed) {
        long doubled = first.toMillis() << Math.min(failed - 1, MOST_DOUBLINGS);
        long most = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(most / 2 + random.nextLong(most - most / 2 + 1));
    }
}
