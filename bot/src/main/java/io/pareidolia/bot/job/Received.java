package io.pareidolia.bot.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that a front has acknowledged.
 *
 * @param externalId the front's own name for it: the same name again is the same job
 * @param asker who asked; {@code asker.front} and {@code externalId} are its idempotency key
 * @param wish what was asked for, in the front's words for itself: the recipe's words, the picture's link
 * @param replyTo where to answer, in the front's words for itself
 * @param replyUntil after this nobody can be answered there any more
 */
public record Received(String externalId, Asker asker, String wish, String replyTo, Optional<Instant> replyUntil) {}
