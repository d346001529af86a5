package io.pareidolia.bot.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time in which use is counted: an hour or a day of the clock, in UTC. What is counted in fixed windows is
 * one number, which one statement compares and adds to, however many ask at once; a window that moves along would have to
 * add up single uses under a lock. All members see it renewed at the same moment wherever they live, and no hour comes
 * twice or is left out in spring and autumn.
 */
public enum Window {
    HOUR(ChronoUnit.HOURS, "this hour", "an hour"),
    DAY(ChronoUnit.DAYS, "today", "a day");

    private final ChronoUnit unit;
    private final String words;
    private final String length;

    Window(ChronoUnit unit, String words, String length) {
        this.unit = unit;
        this.words = words;
        this.length = length;
    }

    /** When the one began that {@code now} is in. */
    Instant start(Instant now) {
        return now.truncatedTo(unit);
    }

    /** When the next one begins. */
    Instant end(Instant now) {
        return start(now).plus(Duration.of(1, unit));
    }

    /** The one that now is in, as it stands in a sentence. */
    String words() {
        return words;
    }

    /** How long it is, likewise. */
    String length() {
        return length;
    }
}
