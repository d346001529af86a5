package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.time.Instant;

/**
 * A community that does not let the bot in.
 *
 * @param kind in one word of its front
 * @param why for the operator
 * @param until when that is tried again
 */
public record Closure(Scope community, String kind, Reason why, Instant since, Instant until) {}
