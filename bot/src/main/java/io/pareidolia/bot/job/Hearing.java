package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** From when on a front listens, and what it has seen already of what nobody called it to. */
public interface Hearing {
    /** A message that was seen, by its front's name. */
    record Seen(String message, Instant written) {}

    /**
     * When it was listened to first, by the store's clock: that is now, for who asks first.
     *
     * @param scope a platform, or a community that is watched
     */
    Instant since(Scope scope);

    /** These were seen in a community that is watched. Only the latest hundred are remembered. */
    void seen(Scope community, Collection<Seen> messages);

    /** What was seen there, the latest first: the very latest may be deleted meanwhile. */
    List<Seen> latest(Scope community, int most);
}
