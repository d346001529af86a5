package io.pareidolia.bot.quota;

import java.time.Instant;

/**
 * Jobs wait, and new ones are refused.
 *
 * @param sentence for those who ask meanwhile
 * @param author who did it
 */
public record Pause(Scope scope, Reason sentence, String author, Instant since) {}
