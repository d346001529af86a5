package io.pareidolia.bot.discord;

import java.util.EnumSet;
import net.dv8tion.jda.api.Permission;

/** How the bot is invited into a server: with what it needs, and no more. */
public final class Invitation {
    /** To answer in channels and threads, with files, and to look whether an answer has arrived. */
    private static final EnumSet<Permission> NEEDED = EnumSet.of(
            Permission.VIEW_CHANNEL,
            Permission.MESSAGE_SEND,
            Permission.MESSAGE_SEND_IN_THREADS,
            Permission.MESSAGE_ATTACH_FILES,
            Permission.MESSAGE_HISTORY);

    private Invitation() {}

    /** The link on which somebody who may manage a server clicks. */
    public static String link(String application) {
        return "https://discord.com/oauth2/authorize?client_id=" + application
                + "&scope=bot+applications.commands&permissions=" + Permission.getRaw(NEEDED);
    }
}
