package io.pareidolia.bot.discord.loopback;

import java.time.Clock;
import java.time.Instant;

/** Ids as Discord gives them: the time in their upper 42 bits, and never one twice. */
final class Snowflakes {
    private static final long EPOCH = 1_420_070_400_000L;
    private static final int COUNTER_BITS = 22;

    private final Clock clock;
    private long last;

    Snowflakes(Clock clock) {
        this.clock = clock;
    }

    synchronized long next() {
        last = Math.max(last + 1, (clock.millis() - EPOCH) << COUNTER_BITS);
        return last;
    }

    static Instant time(long id) {
        return Instant.ofEpochMilli((id >>> COUNTER_BITS) + EPOCH);
    }
}
