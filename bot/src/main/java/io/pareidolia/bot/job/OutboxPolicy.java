package io.pareidolia.bot.job;

import java.time.Duration;

/**
 * How patiently answers are delivered.
 *
 * @param first pause after a try that failed; each later one is twice as long
 * @param longest pause
 * @param mostAttempts tries before an answer is given up, at least 1
 * @param mostClosed tries where the platform lets nothing through at all; as many as take a day or two
 * @param patience how long a try may take before it is taken to be lost
 */
public record OutboxPolicy(Duration first, Duration longest, int mostAttempts, int mostClosed, Duration patience) {
    public static final OutboxPolicy USUAL =
            new OutboxPolicy(Duration.ofSeconds(2), Duration.ofMinutes(15), 12, 200, Duration.ofMinutes(2));
}
