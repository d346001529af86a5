package io.pareidolia.bot.reddit.loopback;

import java.time.Duration;

/** The ways in which Reddit says that one has commented too much in a subreddit. */
public enum RateLimitForm {
    /** The seconds stand in {@code json.ratelimit}, and in the text. */
    SECONDS_AND_TEXT,
    /** "Take a break for N minutes before trying again." */
    TAKE_A_BREAK,
    /** The same in milliseconds. */
    MILLISECONDS,
    /** "Try again in N minutes." */
    TRY_AGAIN,
    /** "5m30s" */
    SHORT,
    /** In the language of the account. */
    DUTCH,
    /** By the code that stands for the subreddit. */
    SUBREDDIT_CODE;

    RedditError error(Duration left) {
        long seconds = Math.max(1, (left.toMillis() + 999) / 1_000);
        long minutes = (seconds + 59) / 60;
        String span = seconds >= 60 ? minutes + (minutes == 1 ? " minute" : " minutes") : seconds + " seconds";
        return switch (this) {
            case SECONDS_AND_TEXT ->
                RedditError.rateLimit(
                        "RATELIMIT",
                        "Looks like you've been doing that a lot. Take a break for " + span + " before trying again.",
                        seconds);
            case TAKE_A_BREAK ->
                RedditError.rateLimit(
                        "RATELIMIT",
                        "Looks like you've been doing that a lot. Take a break for " + span + " before trying again.",
                        -1);
            case MILLISECONDS ->
                RedditError.rateLimit(
                        "RATELIMIT",
                        "Looks like you've been doing that a lot. Take a break for " + Math.max(1, left.toMillis())
                                + " milliseconds before trying again.",
                        -1);
            case TRY_AGAIN ->
                RedditError.rateLimit("RATELIMIT", "you are doing that too much. Try again in " + span + ".", -1);
            case SHORT ->
                RedditError.rateLimit(
                        "RATELIMIT", "you are doing that too much. Try again in " + shortly(seconds) + ".", -1);
            case DUTCH ->
                RedditError.rateLimit(
                        "RATELIMIT", "dat doe je te vaak. Probeer het opnieuw over " + minutes + " minuten.", -1);
            case SUBREDDIT_CODE ->
                RedditError.rateLimit(
                        "SUBREDDIT_RATELIMIT",
                        "you are doing that too much in this community. Try again in " + span + ".",
                        seconds);
        };
    }

    private static String shortly(long seconds) {
        return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
    }
}
