package io.pareidolia.bot.process;

import io.pareidolia.bot.discord.loopback.LoopbackClock;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import java.util.Map;
import java.util.Optional;

/** A loopback Reddit, at which the service has come when it has looked into its inbox. */
public record RedditCounterpart(LoopbackReddit reddit) implements Counterpart {
    private static final String INBOX = "^/message/unread$";

    @Override
    public LoopbackClock clock() {
        return reddit.clock();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "REDDIT_API_URL", reddit.apiUrl(),
                "REDDIT_AUTH_URL", reddit.authUrl(),
                "REDDIT_CLIENT_ID", LoopbackReddit.CLIENT_ID,
                "REDDIT_CLIENT_SECRET", LoopbackReddit.CLIENT_SECRET,
                "REDDIT_USERNAME", LoopbackReddit.BOT,
                "REDDIT_PASSWORD", LoopbackReddit.PASSWORD,
                "REDDIT_OWNER", LoopbackReddit.OWNER,
                "REDDIT_POLL_SECONDS", "2");
    }

    @Override
    public Arrival expect() {
        long before = looks();
        return patience -> reddit.await(
                patience,
                "a look of the bot into its inbox",
                () -> looks() > before ? Optional.of(true) : Optional.empty());
    }

    /** How often the inbox was read. */
    public long looks() {
        return reddit.requests("GET", INBOX);
    }
}
