package io.pareidolia.bot.discord.loopback;

import io.javalin.config.RoutesConfig;

/** What a person can do with curl. */
final class Control {
    Control(LoopbackDiscord discord, World world) {}

    void configure(RoutesConfig routes) {}
}
