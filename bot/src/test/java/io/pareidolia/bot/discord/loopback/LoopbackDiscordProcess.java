package io.pareidolia.bot.discord.loopback;

import net.dv8tion.jda.api.Permission;

/**
 * The loopback Discord as a process of its own, to be driven by curl (see {@link Control}) and with a few servers and
 * people in it. It lives until it is killed.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp bot/target/test-classes:bot/target/pareidolia.jar \
 *     io.pareidolia.bot.discord.loopback.LoopbackDiscordProcess 7700
 * PAREIDOLIA_DISCORD_API_URL=http://127.0.0.1:7700/api/v10/ PAREIDOLIA_DISCORD_TOKEN=loopback.discord.token \
 *     java -jar bot/target/pareidolia.jar run
 * curl 127.0.0.1:7700/loopback/slash -F user=ada -F channel=dreams -F command=dream -F image=@docs/alpine.jpg -F wait=60
 * </pre>
 */
public final class LoopbackDiscordProcess {
    private static final int USUAL_PORT = 7_700;

    private LoopbackDiscordProcess() {}

    /**
     * Starts it.
     *
     * @param arguments the port, 7700 if there is none
     */
    public static void main(String[] arguments) throws InterruptedException {
        LoopbackDiscord discord =
                LoopbackDiscord.start(arguments.length == 0 ? USUAL_PORT : Integer.parseInt(arguments[0]));
        LoopbackUser ada = discord.user("ada").installs();
        LoopbackUser bob = discord.user("bob");
        LoopbackUser moderator = discord.user("moderator");
        LoopbackGuild guild = discord.guild("Dreamers");
        guild.text("dreams").thread("night");
        guild.nsfw("adults");
        guild.join(ada).join(bob).join(moderator, guild.role("moderators", Permission.MANAGE_SERVER));
        LoopbackGuild elsewhere = discord.guildWithoutBot("Elsewhere");
        elsewhere.text("pictures");
        elsewhere.join(ada);
        System.out.println("PAREIDOLIA_DISCORD_API_URL=" + discord.apiUrl());
        System.out.println("PAREIDOLIA_DISCORD_TOKEN=" + LoopbackDiscord.TOKEN);
        System.out.println("curl " + discord.address() + "/loopback");
        Thread.currentThread().join();
    }
}
