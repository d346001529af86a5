package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Communities that do not let the bot in, and those that let it say nothing for a while. Each question is one look at one
 * row, and never waits for the store's writer.
 */
public interface Closures {
    /**
     * A community does not let the bot in: what is asked there is refused.
     *
     * @param kind in one word of its front
     * @param why for the operator
     * @param length for how long nobody tries
     */
    void close(Scope community, String kind, Reason why, Duration length);

    /** It lets the bot in again; false if nothing else was known. */
    boolean reopen(Scope community);

    /** What holds at the moment. */
    Optional<Closure> of(Scope community);

    /** All of a front that hold at the moment. */
    List<Closure> all(String front);

    /** Answers to a community wait at least so long. */
    void park(Scope community, Duration length);

    /** Until when they wait; empty if they need not. */
    Optional<Instant> parked(Scope community);
}
