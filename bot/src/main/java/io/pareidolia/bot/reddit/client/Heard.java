package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;

/** What Reddit said to a request. */
record Heard(int status, Headers headers, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FIRST_REDIRECT = 300;

    boolean good() {
        return status < FIRST_REDIRECT;
    }

    /** The body, or a missing node if it is none: pages of HTML tell of trouble. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException html) {
            return MissingNode.getInstance();
        }
    }

    /** A header that holds a number. */
    Optional<Double> number(String header) {
        String text = headers.get(header);
        try {
            return Optional.ofNullable(text).map(Double::valueOf).filter(Double::isFinite);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** How long to wait after a 429. */
    Optional<Duration> patience() {
        return number("retry-after").or(() -> number("x-ratelimit-reset")).map(Heard::seconds);
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1_000));
    }

    /** True if the token lacks a scope, and all else is well with it. */
    boolean lacksScope() {
        return authenticate().contains("insufficient_scope");
    }

    private String authenticate() {
        return Optional.ofNullable(headers.get("www-authenticate")).orElse("");
    }
}
