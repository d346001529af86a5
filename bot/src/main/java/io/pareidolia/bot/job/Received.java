package io.pareidolia.bot.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that a front has acknowledged.
 *
 * @param externalId the front's own name for it: the same name again is the same job
 * @param asker who asked; {@code asker.front} and {@code externalId} are its idempotency key
 * @param roles that the asker has in the community, as the platform names them
 * @param nsfw whether the place is marked as not safe for work
 * @param wish what was asked for
 * @param replyTo where to answer, in the front's words for itself
 * @param replyUntil after this nobody can be answered there any more
 */
public record Received(
        String externalId,
        Asker asker,
        List<String> roles,
        boolean nsfw,
        Wish wish,
        String replyTo,
        Optional<Instant> replyUntil) {
    public Received {
        roles = List.copyOf(roles);
    }
}
