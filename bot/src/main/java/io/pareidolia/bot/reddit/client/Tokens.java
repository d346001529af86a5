package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.dean.jraw.http.HttpRequest;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The token that the bot shows with each request. One thread at a time asks for another; the others wait for it. Whatever
 * may be wrong with the credentials is one sentence that says what to do.
 */
final class Tokens {
    private static final String ADDRESS = "https://" + Line.SITE + "/api/v1/access_token";

    /** A token is not used in its last minute, as it may run out on the way. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** How long wrong credentials are not shown again: Reddit locks out whoever guesses. */
    private static final Duration EMBARRASSMENT = Duration.ofMinutes(1);

    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int FIRST_TROUBLE = 500;

    private record Token(String text, Instant end, Set<String> scopes) {}

    private record Refused(RedditFailure failure, Instant end) {}

    private final RedditSettings settings;
    private final Function<HttpRequest, Heard> carrier;
    private final Clock clock;
    private @Nullable Token token;
    private @Nullable Refused refused;

    /**
     * @param carrier brings a request to Reddit, or fails as unreachable
     */
    Tokens(RedditSettings settings, Function<HttpRequest, Heard> carrier, Clock clock) {
        this.settings = settings;
        this.carrier = carrier;
        this.clock = clock;
    }

    /** One that is still good as far as one can know. */
    synchronized String current() {
        return usable().text();
    }

    /** Scopes of the token; {@code *} alone for all. */
    synchronized Set<String> scopes() {
        return usable().scopes();
    }

    /** Another one than that, which Reddit does not accept any more. */
    synchronized String instead(String stale) {
        Token now = token;
        if (now != null && now.text().equals(stale)) {
            token = null;
        }
        return usable().text();
    }

    private Token usable() {
        Token now = token;
        if (now != null && clock.instant().isBefore(now.end().minus(MARGIN))) {
            return now;
        }
        Refused before = refused;
        if (before != null && clock.instant().isBefore(before.end())) {
            throw new RedditFailure(
                    before.failure().kind(),
                    before.failure().sentence(),
                    before.failure().after());
        }
        try {
            Token other = read(carrier.apply(request()));
            token = other;
            refused = null;
            return other;
        } catch (RedditFailure failure) {
            if (failure.kind() == Kind.CREDENTIALS) {
                refused = new Refused(failure, clock.instant().plus(EMBARRASSMENT));
            }
            throw failure;
        }
    }

    private HttpRequest request() {
        String id = settings.clientId().orElseThrow(() -> wrong("Set reddit.clientId, from reddit.com/prefs/apps."));
        String secret = settings.clientSecret().map(Secret::reveal).orElse("");
        Map<String, String> form = new LinkedHashMap<>();
        if (settings.refreshToken().isPresent()) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", settings.refreshToken().get().reveal());
        } else {
            form.put("grant_type", "password");
            form.put(
                    "username",
                    settings.username()
                            .orElseThrow(() -> wrong("Set reddit.username, the name of the bot's account.")));
            form.put(
                    "password",
                    settings.password()
                            .map(Secret::reveal)
                            .orElseThrow(
                                    () -> wrong(
                                            "Set reddit.password, or reddit.refreshToken for an account that has two factors.")));
            if (secret.isEmpty()) {
                throw wrong("Set reddit.clientSecret: without it, Reddit takes no password.");
            }
        }
        return new HttpRequest.Builder()
                .url(ADDRESS)
                .header("Authorization", Credentials.basic(id, secret, StandardCharsets.UTF_8))
                .post(form)
                .build();
    }

    private static RedditFailure wrong(String sentence) {
        return new RedditFailure(Kind.CREDENTIALS, sentence);
    }

    private Token read(Heard heard) {
        JsonNode json = heard.json();
        String text = json.path("access_token").asText("");
        if (heard.good() && !text.isEmpty()) {
            return new Token(
                    text,
                    clock.instant().plusSeconds(json.path("expires_in").asLong(USUAL_LIFE.toSeconds())),
                    new TreeSet<>(Arrays.asList(json.path("scope").asText("*").split("[ ,]+"))));
        }
        // below a 200 stands a word, or a status in its place; below others the status that is known already
        JsonNode error = json.path("error");
        throw mistake(heard, heard.good() || error.isTextual() ? error.asText("") : "");
    }

    private RedditFailure mistake(Heard heard, String error) {
        int status = heard.status();
        if (status == TOO_MANY || error.equals(String.valueOf(TOO_MANY))) {
            return new RedditFailure(
                    Kind.RATE_LIMIT,
                    "Reddit wants fewer logins for a while (429).",
                    Optional.of(heard.patience().orElse(EMBARRASSMENT)));
        }
        if (status == TIMEOUT || status >= FIRST_TROUBLE) {
            return new RedditFailure(Kind.UNREACHABLE, "Reddit has trouble giving out a token (" + status + ").");
        }
        return switch (error) {
            case "invalid_grant" -> grant();
            case "unauthorized_client" ->
                wrong(
                        "The application may not log in like this: its type must be \"script\", and reddit.username one of"
                                + " its developers, both at reddit.com/prefs/apps.");
            case "unsupported_grant_type", "invalid_request" ->
                settings.refreshToken().isPresent()
                        ? grant()
                        : wrong(
                                "Reddit does not take a password from this application: its type must be \"script\", or set"
                                        + " reddit.refreshToken.");
            case "invalid_client" -> client();
            default -> byStatus(status, error);
        };
    }

    private RedditFailure byStatus(int status, String error) {
        if (status == UNAUTHORIZED) {
            return client();
        }
        if (status == BAD_REQUEST && settings.refreshToken().isPresent()) {
            return grant();
        }
        if (status == FORBIDDEN) {
            return new RedditFailure(
                    Kind.FORBIDDEN,
                    "Reddit lets nobody log in from here (403): check that the application has Reddit's approval, and"
                            + " that this network is not blocked.");
        }
        if (status == NOT_FOUND || error.isEmpty()) {
            return new RedditFailure(
                    Kind.UNREACHABLE,
                    "What answers at " + (settings.authUrl().isPresent() ? "reddit.authUrl" : Line.SITE)
                            + " is not Reddit (" + status + "): check "
                            + (settings.authUrl().isPresent() ? "that setting." : "this network."));
        }
        return wrong("Reddit gives out no token (" + error.replaceAll("[^A-Za-z0-9_ -]", "") + "): check the"
                + " application at reddit.com/prefs/apps.");
    }

    private RedditFailure client() {
        return wrong("Reddit does not know reddit.clientId with reddit.clientSecret: copy both anew from"
                + " reddit.com/prefs/apps; the id stands below the application's name.");
    }

    private RedditFailure grant() {
        return settings.refreshToken().isPresent()
                ? wrong("Reddit does not accept reddit.refreshToken: it was taken back, or belongs to another"
                        + " application; ask for a new, permanent one.")
                : wrong(
                        "Reddit does not accept reddit.username with reddit.password: try both at reddit.com; an account"
                                + " with two factors needs reddit.refreshToken, and the account must be a developer of the"
                                + " application.");
    }
}
