package io.pareidolia.bot.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The bot on Reddit.
 *
 * @param clientId of the application; without one there is no Reddit
 * @param clientSecret of the application; an installed application has none
 * @param username of the bot's account
 * @param password of the bot's account, unless there is a refresh token
 * @param refreshToken in place of the password
 * @param owner account of whoever answers for the bot; the bot's own if empty
 * @param apiUrl where Reddit's API is, ending with {@code /}; empty for Reddit's own
 * @param authUrl where Reddit gives out tokens, ending with {@code /}; empty for Reddit's own
 * @param pollSeconds between two looks into the inbox
 * @param subreddits in which alone the bot answers; empty for everywhere
 * @param dryRun true logs what would be posted, and posts nothing
 * @param newest on a first start nothing older is answered
 * @param profile where the bot posts pictures of its own; empty for its profile
 * @param requestsPerMinute that Reddit allows the application
 */
public record RedditSettings(
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        Optional<String> username,
        Optional<Secret> password,
        Optional<Secret> refreshToken,
        Optional<String> owner,
        Optional<URI> apiUrl,
        Optional<URI> authUrl,
        int pollSeconds,
        List<String> subreddits,
        boolean dryRun,
        Duration newest,
        Optional<String> profile,
        int requestsPerMinute) {
    private static final SettingForm<Optional<URI>> ADDRESS =
            new SettingForm.Perhaps<>(new WordForm.Address(List.of("https", "http")));
    private static final SettingForm<Optional<String>> ACCOUNT =
            new SettingForm.Perhaps<>(WordForm.Text.of("[A-Za-z0-9_-]{3,20}", "an account's name without u/"));
    private static final WordForm.Text SUBREDDIT =
            WordForm.Text.of("[A-Za-z0-9_-]{2,24}", "a subreddit's name without r/");

    static final SettingKey<Optional<String>> CLIENT_ID = new SettingKey<>(
            "reddit.clientId",
            new SettingForm.Perhaps<>(WordForm.Text.of("[A-Za-z0-9_-]{5,64}", "the id of an application")),
            "",
            "Id of your application, below its name at reddit.com/prefs/apps. Empty: no Reddit.");
    static final SettingKey<Optional<Secret>> CLIENT_SECRET = new SettingKey<>(
            "reddit.clientSecret",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> !text.isBlank(), "an application's secret")),
            "",
            "Secret of your application, from the same page. Empty: an installed application, which has none.");
    static final SettingKey<Optional<String>> USERNAME = new SettingKey<>(
            "reddit.username", ACCOUNT, "", "Account of the bot. It must be a developer of the application.");
    static final SettingKey<Optional<Secret>> PASSWORD = new SettingKey<>(
            "reddit.password",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> !text.isBlank(), "a password")),
            "",
            "Password of the bot's account. Empty: reddit.refreshToken is used.");
    static final SettingKey<Optional<Secret>> REFRESH_TOKEN = new SettingKey<>(
            "reddit.refreshToken",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> !text.isBlank(), "a refresh token")),
            "",
            "Permanent token of the bot's account, in place of its password.");
    static final SettingKey<Optional<String>> OWNER = new SettingKey<>(
            "reddit.owner",
            ACCOUNT,
            "",
            "Account of whoever answers for the bot; Reddit wants it named in each request. Empty: the bot's own.");
    static final SettingKey<Optional<URI>> API_URL = new SettingKey<>(
            "reddit.apiUrl",
            ADDRESS,
            "",
            "Where Reddit's API is found, if a proxy stands before it. Empty: at Reddit.");
    static final SettingKey<Optional<URI>> AUTH_URL = new SettingKey<>(
            "reddit.authUrl",
            ADDRESS,
            "",
            "Where Reddit's tokens are found, if a proxy stands before them. Empty: at Reddit.");
    static final SettingKey<Integer> POLL_SECONDS = new SettingKey<>(
            "reddit.pollSeconds",
            new NumberForm.Whole(2, 600, "seconds"),
            "5",
            "How often the inbox is read. Where nothing comes, or Reddit cannot be asked, it is read less often by"
                    + " itself.");
    static final SettingKey<List<String>> SUBREDDITS = new SettingKey<>(
            "reddit.subreddits",
            new SettingForm.Several<>(SUBREDDIT, 0),
            "",
            "The only subreddits in which the bot answers, and whose invitations to moderate it accepts. None: it"
                    + " answers in all that do not forbid it.");
    static final SettingKey<Boolean> DRY_RUN = new SettingKey<>(
            "reddit.dryRun",
            new WordForm.Truth(),
            "false",
            "Whether the bot only logs what it would post, and posts nothing.");
    static final SettingKey<Duration> NEWEST = new SettingKey<>(
            "reddit.newest",
            NumberForm.Measured.from(Measure.TIME, "1 min", "7 d"),
            "1 h",
            "How old a mention may be that is answered on the very first start.");
    static final SettingKey<Optional<String>> PROFILE = new SettingKey<>(
            "reddit.profile",
            new SettingForm.Perhaps<>(SUBREDDIT),
            "",
            "Subreddit of your own where the bot posts pictures that it may not put into a comment. Empty: the bot's"
                    + " profile.");
    static final SettingKey<Integer> REQUESTS_PER_MINUTE = new SettingKey<>(
            "reddit.requestsPerMinute",
            new NumberForm.Whole(20, 100_000, "requests a minute"),
            "100",
            "How often the bot may ask Reddit, which allows an application 100 requests a minute unless you have agreed"
                    + " on more.");

    static final SettingSection SECTION = new SettingSection(
            "reddit",
            "The bot on Reddit.",
            List.of(
                    CLIENT_ID,
                    CLIENT_SECRET,
                    USERNAME,
                    PASSWORD,
                    REFRESH_TOKEN,
                    OWNER,
                    API_URL,
                    AUTH_URL,
                    POLL_SECONDS,
                    SUBREDDITS,
                    DRY_RUN,
                    NEWEST,
                    PROFILE,
                    REQUESTS_PER_MINUTE));

    public RedditSettings {
        subreddits = List.copyOf(subreddits);
    }

    static RedditSettings of(SettingValues values) {
        return new RedditSettings(
                values.get(CLIENT_ID),
                values.get(CLIENT_SECRET),
                values.get(USERNAME),
                values.get(PASSWORD),
                values.get(REFRESH_TOKEN),
                values.get(OWNER),
                values.get(API_URL),
                values.get(AUTH_URL),
                values.get(POLL_SECONDS),
                values.get(SUBREDDITS),
                values.get(DRY_RUN),
                values.get(NEWEST),
                values.get(PROFILE),
                values.get(REQUESTS_PER_MINUTE));
    }
}
