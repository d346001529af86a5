package io.pareidolia.bot;

import io.pareidolia.bot.operation.Check;
import io.pareidolia.bot.operation.Finding;
import io.pareidolia.bot.reddit.client.Account;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.reddit.client.Scope;
import io.pareidolia.bot.settings.RedditSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Whether Reddit knows the bot's account and lets it do all that it does; and whether others will hear it. */
record RedditCheck(RedditSettings settings, Clock clock) implements Check {
    private static final String PART = "reddit";

    /** Below these, many subreddits remove what an account writes, and Reddit lets it write rarely. */
    private static final Duration YOUNG = Duration.ofDays(30);

    private static final int LITTLE_KARMA = 50;

    @Override
    public Finding look() {
        try (RedditClient client = new RedditClient(settings, clock)) {
            List<Scope> lacking = client.lackingScopes();
            return lacking.isEmpty() ? judged(client.me()) : lacks(lacking);
        } catch (RedditFailure failure) {
            return switch (failure.kind()) {
                case CREDENTIALS, FORBIDDEN, SCOPE ->
                    Finding.fail(PART, "Reddit does not let the bot in.", failure.sentence());
                default ->
                    Finding.warn(PART, failure.sentence(), "Ask again in a while; the service tries again by itself.");
            };
        }
    }

    private static Finding lacks(List<Scope> lacking) {
        return Finding.fail(
                PART,
                "The token of reddit.refreshToken lacks "
                        + lacking.stream()
                                .map(scope -> scope.word() + " (" + scope.reason() + ")")
                                .collect(Collectors.joining(", "))
                        + ".",
                "Ask for a new, permanent token with all of these scopes: "
                        + Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(" "))
                        + ".");
    }

    private Finding judged(Account account) {
        String name = "u/" + account.name();
        if (settings.username()
                .filter(wanted -> !wanted.equalsIgnoreCase(account.name()))
                .isPresent()) {
            return Finding.fail(
                    PART,
                    "The token of reddit.refreshToken belongs to " + name + ", not to the account of reddit.username.",
                    "Set reddit.username to " + account.name() + ", or ask for a token of the other account.");
        }
        long days = Duration.between(account.created(), clock.instant()).toDays();
        String known = "Reddit knows " + name + ", " + days + " days old with a karma of " + account.karma();
        if (days < YOUNG.toDays() || account.karma() < LITTLE_KARMA) {
            return Finding.warn(
                    PART,
                    known + "; many subreddits remove what so new an account writes.",
                    "Make it a moderator or an approved user where it shall answer.");
        }
        return Finding.ok(PART, known + "; its token allows all that the bot does.");
    }
}
