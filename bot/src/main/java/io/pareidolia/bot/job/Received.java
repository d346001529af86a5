package io.pareidolia.bot.job;

import java.nio.charset.StandardCharsets;
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
        externalId = storable(externalId);
        asker = new Asker(storable(asker.front()), storable(asker.community()), storable(asker.member()));
        roles = roles.stream().map(Received::storable).toList();
        wish = new Wish(storable(wish.recipe()), storable(wish.source()));
        replyTo = storable(replyTo);
    }

    private static Wish.Source storable(Wish.Source source) {
        return source instanceof Wish.Source.Link link ? new Wish.Source.Link(storable(link.url())) : source;
    }

    /** PostgreSQL keeps no text with a NUL in it, nor half of a character: strangers may send both. */
    static String storable(String text) {
        if (text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text;
        }
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\ufffd');
    }
}
