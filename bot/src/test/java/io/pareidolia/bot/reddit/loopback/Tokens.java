package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives tokens out to the client that knows its secret, and knows which are good. */
final class Tokens {
    private static final String EVERYTHING = "*";

    private record Token(Instant end, Set<String> scopes) {}

    private final World world;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile Duration life = Duration.ofHours(1);
    private volatile Set<String> scopes = Set.of(EVERYTHING);
    private volatile boolean passwords = true;
    private volatile String refreshToken = LoopbackReddit.REFRESH_TOKEN;

    Tokens(World world) {
        this.world = world;
    }

    void life(Duration newLife) {
        life = newLife;
    }

    void scopes(String... granted) {
        scopes = Set.of(granted);
    }

    /** Whether the app is a script, the only type that may use a password. */
    void passwords(boolean allowed) {
        passwords = allowed;
    }

    /** The refresh token is worth nothing any more. */
    void revoke() {
        refreshToken = "";
        expire();
    }

    void expire() {
        tokens.clear();
    }

    int issued() {
        return issued.get();
    }

    /** Checks the token of a call. */
    void check(String authorization, String scope) {
        Token token = authorization != null && authorization.regionMatches(true, 0, "bearer ", 0, 7)
                ? tokens.get(authorization.substring(7))
                : null;
        if (token == null || !token.end().isAfter(world.clock().instant())) {
            throw RedditError.invalidToken();
        }
        if (!token.scopes().contains(EVERYTHING) && !token.scopes().contains(scope)) {
            throw RedditError.insufficientScope();
        }
    }

    JsonNode issue(Request request) {
        String basic = LoopbackReddit.CLIENT_ID + ":" + LoopbackReddit.CLIENT_SECRET;
        String expected = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(request.context().header("Authorization"))) {
            throw RedditError.unauthorizedClient();
        }
        return switch (request.text("grant_type")) {
            case "password" -> byPassword(request);
            case "refresh_token" -> byRefreshToken(request);
            default -> error("unsupported_grant_type");
        };
    }

    private JsonNode byPassword(Request request) {
        if (!passwords) {
            return Json.object()
                    .put("error", "unauthorized_client")
                    .put("error_description", "Only script apps may use password auth");
        } else if (request.text("username").isEmpty()
                || request.text("password").isEmpty()) {
            return error("invalid_request");
        } else if (!request.text("username").equalsIgnoreCase(world.bot().name())
                || !request.text("password").equals(LoopbackReddit.PASSWORD)) {
            return error("invalid_grant");
        }
        return token(Optional.empty());
    }

    private JsonNode byRefreshToken(Request request) {
        if (refreshToken.isEmpty() || !request.text("refresh_token").equals(refreshToken)) {
            throw RedditError.status(400);
        }
        return token(Optional.of(refreshToken));
    }

    private static JsonNode error(String error) {
        return Json.object().put("error", error);
    }

    private JsonNode token(Optional<String> refresh) {
        String token = "loopback." + issued.incrementAndGet() + "." + world.nextId();
        tokens.put(token, new Token(world.clock().instant().plus(life), scopes));
        ObjectNode json = Json.object()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("expires_in", life.toSeconds())
                .put("scope", String.join(" ", new TreeSet<>(scopes)));
        refresh.ifPresent(same -> json.put("refresh_token", same));
        return json;
    }
}
