package io.pareidolia.bot.process;

import io.pareidolia.bot.discord.loopback.LoopbackClock;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import java.util.Map;
import java.util.Optional;

/** A loopback Discord, at which the service has come when its commands are there. */
public record DiscordCounterpart(LoopbackDiscord discord) implements Counterpart {
    @Override
    public LoopbackClock clock() {
        return discord.clock();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("DISCORD_TOKEN", LoopbackDiscord.TOKEN, "DISCORD_API_URL", discord.apiUrl());
    }

    @Override
    public Arrival expect() {
        int before = discord.identified();
        return patience -> {
            discord.await(
                    patience,
                    "a new session of the bot",
                    () -> discord.identified() > before && discord.connections() > 0
                            ? Optional.of(true)
                            : Optional.empty());
            discord.awaitCommand("dream", patience);
        };
    }
}
