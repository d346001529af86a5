package io.pareidolia.bot.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The bot on Discord.
 *
 * @param token of the bot; without one there is no Discord
 * @param apiUrl where Discord's REST API is, ending with {@code /}; empty for Discord's own
 * @param testGuilds guilds that alone get the commands, at once; empty for everywhere
 * @param ownerGuild the guild in which operators have commands of their own, if any
 */
public record DiscordSettings(
        Optional<Secret> token, Optional<URI> apiUrl, List<String> testGuilds, Optional<String> ownerGuild) {
    static final SettingKey<Optional<Secret>> TOKEN = new SettingKey<>(
            "discord.token",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> !text.isBlank(), "a bot's token")),
            "",
            "Token of the bot, from the page of your application at discord.com/developers. Empty: no Discord.");
    static final SettingKey<Optional<URI>> API_URL = new SettingKey<>(
            "discord.apiUrl",
            new SettingForm.Perhaps<>(new WordForm.Address(List.of("https", "http"))),
            "",
            "Where Discord's API is found, if a proxy stands before it. Empty: at Discord.");
    static final SettingKey<List<String>> TEST_GUILDS = new SettingKey<>(
            "discord.testGuilds",
            new SettingForm.Several<>(new WordForm.Snowflake(), 0),
            "",
            "Ids of servers that alone get the commands. Empty: all servers and everybody who installs the bot.");

    static final SettingKey<Optional<String>> OWNER_GUILD = new SettingKey<>(
            "discord.ownerGuild",
            new SettingForm.Perhaps<>(new WordForm.Snowflake()),
            "",
            "Id of the server in which administrators have /dream-owner, the operators' command. Empty: nowhere.");

    static final SettingSection SECTION =
            new SettingSection("discord", "The bot on Discord.", List.of(TOKEN, API_URL, TEST_GUILDS, OWNER_GUILD));

    public DiscordSettings {
        testGuilds = List.copyOf(testGuilds);
    }

    static DiscordSettings of(SettingValues values) {
        return new DiscordSettings(
                values.get(TOKEN), values.get(API_URL), values.get(TEST_GUILDS), values.get(OWNER_GUILD));
    }
}
