package io.pareidolia.bot.reddit.client;

import java.time.Instant;

/** Somebody with an account, as everybody sees them. */
public record Author(String name, Instant created, long commentKarma, long linkKarma) {
    /** What moderators' rules call combined karma. */
    public long karma() {
        return commentKarma + linkKarma;
    }
}
