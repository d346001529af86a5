package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.Set;

/** Which communities have the bot, and since when others have it no more. */
public interface Departures {
    /** It has the bot. */
    void present(Scope community);

    /** It has sent the bot away; if that is known already, nothing changes. */
    void left(Scope community);

    /** Those of a platform that have the bot, as far as is known. */
    Set<Scope> present(String front);

    /** Deletes what those had set that sent the bot away so long ago, and tells how many they were. */
    int forget(Duration age);
}
