package io.pareidolia.bot.discord;

import java.util.Optional;
import net.dv8tion.jda.api.JDA;

/** The line to Discord, as far as it stands. */
@FunctionalInterface
interface Connection {
    /** A shard through which requests can be made; empty while there is none. */
    Optional<JDA> jda();
}
