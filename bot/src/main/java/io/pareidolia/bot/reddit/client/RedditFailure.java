package io.pareidolia.bot.reddit.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Why Reddit did not do what it was asked. The message is one sentence without secrets, for the operator. It has no cause;
 * what was on the wire is in the log, at DEBUG.
 */
public final class RedditFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as the callers have to tell it apart. */
    public enum Kind {
        /** Nothing happened: nothing was sent, or what was sent changes nothing. */
        UNREACHABLE,
        /** It may have happened, or not: Reddit has trouble, or the connection broke after the request was sent. */
        UNKNOWN,
        /** Too many requests: everything waits. */
        RATE_LIMIT,
        /** Too many contributions to that subreddit: nothing else has to wait. */
        SUBREDDIT_RATE_LIMIT,
        /** Banned from there, or a private or quarantined subreddit. */
        FORBIDDEN,
        /** The token may not do this, whatever the subreddit. */
        SCOPE,
        /** Reddit does not know the application or the account. */
        CREDENTIALS,
        /** The post or comment takes no more answers. */
        LOCKED,
        /** The post is too old for answers. */
        ARCHIVED,
        /** There is no such thing, or none any more. */
        GONE,
        /** The subreddit takes no messages of the bot. */
        MUTED,
        /** The author has blocked the bot. */
        BLOCKED,
        /** More text than Reddit takes. */
        TOO_LONG,
        /** No such contribution there: a picture, a link, a wiki page. */
        NOT_ALLOWED,
        /** Somebody else has edited the page in the meantime. */
        CONFLICT,
        /** Anything else, which the message names. */
        REFUSED
    }

    private final Kind kind;
    private final transient Optional<Duration> after;

    RedditFailure(Kind kind, String sentence) {
        this(kind, sentence, Optional.empty());
    }

    RedditFailure(Kind kind, String sentence, Optional<Duration> after) {
        super(sentence);
        this.kind = kind;
        this.after = after;
    }

    public Kind kind() {
        return kind;
    }

    /** When Reddit takes the same again, if it said so. */
    public Optional<Duration> after() {
        return after;
    }

    /** What to tell the operator. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
