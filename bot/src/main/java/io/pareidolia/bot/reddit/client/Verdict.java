package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer of Reddit's means. There are four envelopes: {@code json.errors} below a 200, {@code reason} and {@code
 * explanation} below a 4xx, {@code message} and {@code error}, and pages of HTML.
 */
final class Verdict {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_MISTAKE = 400;
    private static final int FIRST_TROUBLE = 500;
    private static final int LONGEST_QUOTE = 200;

    /** When to try again where Reddit says too much, and not for how long. */
    private static final Duration USUAL_BREAK = Duration.ofMinutes(10);

    private static final Map<String, Kind> CODES = Map.ofEntries(
            Map.entry("RATELIMIT", Kind.SUBREDDIT_RATE_LIMIT),
            Map.entry("SUBREDDIT_RATELIMIT", Kind.SUBREDDIT_RATE_LIMIT),
            Map.entry("QUOTA_FILLED", Kind.SUBREDDIT_RATE_LIMIT),
            Map.entry("THREAD_LOCKED", Kind.LOCKED),
            Map.entry("COMMENT_UNREPLIABLE", Kind.LOCKED),
            Map.entry("TOO_OLD", Kind.ARCHIVED),
            Map.entry("DELETED_COMMENT", Kind.GONE),
            Map.entry("DELETED_LINK", Kind.GONE),
            Map.entry("DELETED_THREAD", Kind.GONE),
            Map.entry("SUBREDDIT_NOEXIST", Kind.GONE),
            Map.entry("USER_DOESNT_EXIST", Kind.GONE),
            Map.entry("PAGE_NOT_CREATED", Kind.GONE),
            Map.entry("USER_BLOCKED", Kind.BLOCKED),
            Map.entry("USER_BLOCKED_MESSAGE", Kind.BLOCKED),
            Map.entry("NOT_WHITELISTED_BY_USER_MESSAGE", Kind.BLOCKED),
            Map.entry("USER_MUTED", Kind.MUTED),
            Map.entry("MUTED_FROM_SUBREDDIT", Kind.MUTED),
            Map.entry("TOO_LONG", Kind.TOO_LONG),
            Map.entry("SUBREDDIT_NOTALLOWED", Kind.FORBIDDEN),
            Map.entry("IN_TIMEOUT", Kind.FORBIDDEN),
            Map.entry("BANNED_FROM_SUBREDDIT", Kind.FORBIDDEN),
            Map.entry("DOMAIN_BANNED", Kind.NOT_ALLOWED),
            Map.entry("NO_IMAGES", Kind.NOT_ALLOWED),
            Map.entry("NO_LINKS", Kind.NOT_ALLOWED),
            Map.entry("COMMENT_GUIDANCE_VALIDATION_FAILED", Kind.NOT_ALLOWED),
            Map.entry("SUBREDDIT_OUTBOUND_LINKING_DISALLOWED", Kind.NOT_ALLOWED),
            Map.entry("WIKI_DISABLED", Kind.NOT_ALLOWED),
            Map.entry("CONFLICT", Kind.CONFLICT),
            Map.entry("EDIT_CONFLICT", Kind.CONFLICT),
            Map.entry("SOMETHING_IS_BROKEN", Kind.UNKNOWN),
            Map.entry("USER_REQUIRED", Kind.CREDENTIALS));

    private static final Map<Kind, String> SENTENCES = Map.ofEntries(
            Map.entry(Kind.SUBREDDIT_RATE_LIMIT, "Reddit wants a break before the bot writes there again"),
            Map.entry(Kind.FORBIDDEN, "Reddit does not let the bot in there"),
            Map.entry(Kind.CREDENTIALS, "Reddit does not take the bot for its account"),
            Map.entry(Kind.LOCKED, "The thread is locked"),
            Map.entry(Kind.ARCHIVED, "The post is archived"),
            Map.entry(Kind.GONE, "That is not on Reddit any more"),
            Map.entry(Kind.MUTED, "The moderators have muted the bot"),
            Map.entry(Kind.BLOCKED, "That account has blocked the bot"),
            Map.entry(Kind.TOO_LONG, "The text is longer than Reddit takes"),
            Map.entry(Kind.NOT_ALLOWED, "The subreddit does not allow that"),
            Map.entry(Kind.CONFLICT, "Somebody else has edited the page in the meantime"),
            Map.entry(Kind.UNKNOWN, "Reddit has trouble, and may have done it or not"),
            Map.entry(Kind.UNREACHABLE, "Reddit has trouble"));

    /** "Take a break for 3 minutes", "Try again in 5m30s", "3 minuten": units by how they begin, in few languages. */
    private static final Pattern TIME = Pattern.compile(
            "([0-9]+) ?(milli|ms|stunde|hour|heure|hora|uur|[hms](?![a-z])|min|se[ckg])", Pattern.CASE_INSENSITIVE);

    private Verdict() {}

    /**
     * Why an answer is none that was hoped for.
     *
     * @param changes true if the request changes something on Reddit
     */
    static Optional<RedditFailure> of(Heard heard, boolean changes) {
        if (heard.status() == TOO_MANY) {
            return Optional.of(new RedditFailure(
                    Kind.RATE_LIMIT,
                    "Reddit wants fewer requests for a while (429).",
                    Optional.of(heard.patience().orElse(USUAL_BREAK))));
        }
        if (heard.status() == TIMEOUT || heard.status() >= FIRST_TROUBLE) {
            return Optional.of(said(changes ? Kind.UNKNOWN : Kind.UNREACHABLE, String.valueOf(heard.status()), ""));
        }
        JsonNode json = heard.json();
        boolean page = json.isMissingNode() && !heard.body().isBlank();
        if (heard.good()) {
            // a page for people in place of an answer says nothing about what was asked
            return page
                    ? Optional.of(new RedditFailure(
                            changes ? Kind.UNKNOWN : Kind.UNREACHABLE,
                            "What answers with a page of HTML is not Reddit's API: check reddit.apiUrl, if it is set, and"
                                    + " this network."))
                    : listed(json.path("json"));
        }
        if (heard.lacksScope()) {
            return Optional.of(new RedditFailure(
                    Kind.SCOPE, "The bot's token lacks a scope for that; doctor tells which are missing."));
        }
        String reason = json.path("reason").asText("");
        String text = json.path("explanation").asText(json.path("message").asText(""));
        if (page && heard.status() == FORBIDDEN) {
            // from whoever stands before Reddit, which knows nothing of subreddits
            return Optional.of(said(Kind.UNREACHABLE, "403 with a page of HTML", ""));
        }
        Kind kind = Optional.ofNullable(CODES.get(reason)).orElseGet(() -> byStatus(heard.status()));
        return Optional.of(said(kind, reason.isEmpty() ? String.valueOf(heard.status()) : reason, text));
    }

    private static Kind byStatus(int status) {
        // what does not exist leads to a search, what is for members only to a page for logging in
        if (status >= FIRST_REDIRECT && status < FIRST_MISTAKE) {
            return Kind.GONE;
        }
        return switch (status) {
            case UNAUTHORIZED -> Kind.CREDENTIALS;
            case FORBIDDEN -> Kind.FORBIDDEN;
            case NOT_FOUND, GONE -> Kind.GONE;
            case CONFLICT -> Kind.CONFLICT;
            case TOO_LARGE -> Kind.TOO_LONG;
            default -> Kind.REFUSED;
        };
    }

    /** Errors that stand below a 200; the list may be missing or null. */
    private static Optional<RedditFailure> listed(JsonNode json) {
        JsonNode first = json.path("errors").path(0);
        if (first.isMissingNode()) {
            return Optional.empty();
        }
        String code = first.path(0).asText("");
        String text = first.path(1).asText("");
        Kind kind = CODES.getOrDefault(code, Kind.REFUSED);
        RedditFailure failure = said(kind, code, text);
        return Optional.of(
                kind == Kind.SUBREDDIT_RATE_LIMIT
                        ? new RedditFailure(kind, failure.sentence(), Optional.of(pause(json.path("ratelimit"), text)))
                        : failure);
    }

    private static Duration pause(JsonNode ratelimit, String text) {
        return ratelimit.isNumber()
                ? Heard.seconds(ratelimit.asDouble())
                : pause(text).orElse(USUAL_BREAK);
    }

    /** The time that a sentence of Reddit's says. */
    static Optional<Duration> pause(String text) {
        Matcher times = TIME.matcher(text);
        Duration sum = Duration.ZERO;
        while (times.find()) {
            long amount = times.group(1).length() > 9 ? 0 : Long.parseLong(times.group(1));
            String unit = times.group(2).toLowerCase(Locale.ROOT);
            sum = sum.plus(
                    switch (unit) {
                        case "milli", "ms" -> Duration.ofMillis(amount);
                        case "stunde", "hour", "heure", "hora", "uur", "h" -> Duration.ofHours(amount);
                        case "m", "min" -> Duration.ofMinutes(amount);
                        default -> Duration.ofSeconds(amount);
                    });
        }
        return Optional.of(sum).filter(time -> !time.isZero());
    }

    private static RedditFailure said(Kind kind, String code, String text) {
        String sentence = SENTENCES.getOrDefault(kind, "Reddit refuses that");
        String quote = text.replaceAll("\\s+", " ").strip();
        if (quote.length() > LONGEST_QUOTE) {
            quote = quote.substring(0, LONGEST_QUOTE);
        }
        return new RedditFailure(kind, sentence + " (" + code + (quote.isEmpty() ? "" : ": " + quote) + ").");
    }
}
