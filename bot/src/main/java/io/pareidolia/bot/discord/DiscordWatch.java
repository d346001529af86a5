package io.pareidolia.bot.discord;

import java.time.Duration;

/** Hears how the connection to Discord does. Called by whichever thread it is; it must not wait. */
public interface DiscordWatch {
    /**
     * Discord has taken the acknowledgement of what somebody did.
     *
     * @param took since this process heard of it
     */
    void acknowledged(Duration took);

    /**
     * A message was to be edited.
     *
     * @param answer whether with the answer; else with how far it is
     * @param done whether Discord has done it, as far as it says
     */
    void edited(boolean answer, boolean done);

    /** Discord has said that there were too many requests. */
    void rateLimited();

    /** Whether a shard is connected now; told whenever that changes. */
    void gateway(int shard, boolean connected);
}
