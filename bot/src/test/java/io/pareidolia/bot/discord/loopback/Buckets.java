package io.pareidolia.bot.discord.loopback;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests of a kind are allowed in a while of real time. */
final class Buckets {
    private record Kind(String name, String method, Pattern path, int many, Duration within) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("post", "POST", Pattern.compile("^/(channels/\\d+)/messages$"), 5, Duration.ofSeconds(5)),
            new Kind("patch", "PATCH", Pattern.compile("^/(channels/\\d+)/messages/\\d+$"), 5, Duration.ofSeconds(5)),
            new Kind("hook", "POST", Pattern.compile("^/(webhooks/\\d+/[^/]+)$"), 5, Duration.ofSeconds(2)),
            new Kind(
                    "hook-edit",
                    "PATCH",
                    Pattern.compile("^/(webhooks/\\d+/[^/]+)/messages/"),
                    5,
                    Duration.ofSeconds(2)));

    private static final class Bucket {
        private long begin;
        private int used;
    }

    private final Map<String, Bucket> buckets = new HashMap<>();
    private volatile boolean on = true;

    void turn(boolean on) {
        this.on = on;
    }

    /** How long to wait first; nothing if the request may pass, which counts then. */
    synchronized Duration take(String method, String path, Context answer) {
        if (!on) {
            return Duration.ZERO;
        }
        for (Kind kind : KINDS) {
            Matcher matcher = kind.path().matcher(path);
            if (kind.method().equals(method) && matcher.find()) {
                return take(kind, matcher.group(1), answer);
            }
        }
        return Duration.ZERO;
    }

    private Duration take(Kind kind, String place, Context answer) {
        Bucket bucket = buckets.computeIfAbsent(kind.name() + " " + place, fresh -> new Bucket());
        long now = System.nanoTime();
        if (bucket.used == 0 || now - bucket.begin > kind.within().toNanos()) {
            bucket.begin = now;
            bucket.used = 0;
        }
        Duration reset = kind.within().minusNanos(now - bucket.begin);
        boolean full = bucket.used >= kind.many();
        bucket.used += full ? 0 : 1;
        answer.header("X-RateLimit-Limit", String.valueOf(kind.many()));
        answer.header("X-RateLimit-Remaining", String.valueOf(kind.many() - bucket.used));
        answer.header("X-RateLimit-Reset-After", String.valueOf(reset.toMillis() / 1_000.0));
        answer.header("X-RateLimit-Reset", String.valueOf((System.currentTimeMillis() + reset.toMillis()) / 1_000.0));
        answer.header("X-RateLimit-Bucket", Integer.toHexString(kind.name().hashCode()));
        return full ? reset : Duration.ZERO;
    }
}
