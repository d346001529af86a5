package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody may not ask.
 *
 * @param until when it ends by itself, if it does
 * @param author who did it
 */
public record Ban(Scope scope, Optional<Instant> until, Reason why, String author, Instant since) {}
