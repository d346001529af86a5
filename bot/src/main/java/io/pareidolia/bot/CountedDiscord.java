package io.pareidolia.bot;

import io.pareidolia.bot.discord.DiscordWatch;
import io.pareidolia.bot.operation.DiscordFigures;
import java.time.Duration;

/** Brings what the connection to Discord tells of to the figures. */
record CountedDiscord(DiscordFigures figures) implements DiscordWatch {
    @Override
    public void acknowledged(Duration took) {
        figures.acknowledged(took);
    }

    @Override
    public void edited(boolean answer, boolean done) {
        figures.edited(answer, done);
    }

    @Override
    public void rateLimited() {
        figures.rateLimited();
    }

    @Override
    public void gateway(int shard, boolean connected) {
        figures.gateway(shard, connected);
    }
}
