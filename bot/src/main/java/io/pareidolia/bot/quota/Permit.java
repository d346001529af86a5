package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.Optional;

/** Whether somebody may have something done. */
public sealed interface Permit {
    record Allowed(Booking booking, int priority) implements Permit {}

    record Forbidden(String sentence, Optional<Instant> until) implements Permit {}
}
