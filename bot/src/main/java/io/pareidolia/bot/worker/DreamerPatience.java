package io.pareidolia.bot.worker;

import java.time.Duration;

/**
 * How long a dreamer is waited for. Time in which this process itself stood still does not count.
 *
 * @param silence after which a dreamer that says nothing is taken for dead; it says something every two seconds
 * @param obedience how long it may take to end a job that is cancelled or takes too long
 * @param firstRestart before a dreamer that died is started again, at most
 * @param longestRestart the same after many deaths in a row
 */
public record DreamerPatience(Duration silence, Duration obedience, Duration firstRestart, Duration longestRestart) {
    /** For service. */
    public static final DreamerPatience USUAL = new DreamerPatience(
            Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1));
}
