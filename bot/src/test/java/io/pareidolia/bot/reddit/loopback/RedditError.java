package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.Map;

/** What Reddit answers instead of doing what was asked. */
final class RedditError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonNode body;
    private final transient Map<String, String> headers;

    private RedditError(int status, JsonNode body, Map<String, String> headers) {
        super(status + " " + body);
        this.status = status;
        this.body = body;
        this.headers = headers;
    }

    /** Inside of an answer that says 200. */
    static RedditError code(String code, String text, String field) {
        ObjectNode json = Json.object();
        json.putObject("json").putArray("errors").addArray().add(code).add(text).add(field);
        return new RedditError(200, json, Map.of());
    }

    /** The same with the seconds to wait; none if they are negative. */
    static RedditError rateLimit(String code, String text, long seconds) {
        RedditError error = code(code, text, "ratelimit");
        if (seconds >= 0) {
            ((ObjectNode) error.body.get("json")).put("ratelimit", (double) seconds);
        }
        return error;
    }

    /** The form of the newer calls. */
    static RedditError explained(int status, String reason, String explanation, String field) {
        ObjectNode json = Json.object();
        json.putArray("fields").add(field);
        json.put("explanation", explanation).put("message", message(status)).put("reason", reason);
        return new RedditError(status, json, Map.of());
    }

    static RedditError invalidToken() {
        return new RedditError(
                401, plain(401), Map.of("www-authenticate", "Bearer realm=\"reddit\", error=\"invalid_token\""));
    }

    static RedditError insufficientScope() {
        return new RedditError(
                403, plain(403), Map.of("www-authenticate", "Bearer realm=\"reddit\", error=\"insufficient_scope\""));
    }

    /** The client does not say who it is. */
    static RedditError unauthorizedClient() {
        return new RedditError(401, plain(401), Map.of("www-authenticate", "Basic realm=\"reddit\""));
    }

    /** With the message and nothing else. */
    static RedditError status(int status) {
        return new RedditError(status, plain(status), Map.of());
    }

    /** With a word that tells why. */
    static RedditError reason(int status, String reason) {
        return new RedditError(status, plain(status).put("reason", reason), Map.of());
    }

    static RedditError with(int status, JsonNode body) {
        return new RedditError(status, body, Map.of());
    }

    private static ObjectNode plain(int status) {
        return Json.object().put("message", message(status)).put("error", status);
    }

    private static String message(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 413 -> "Request Entity Too Large";
            case 415 -> "Unsupported Media Type";
            case 429 -> "Too Many Requests";
            default -> "Internal Server Error";
        };
    }

    int status() {
        return status;
    }

    JsonNode body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }
}
