package io.pareidolia.bot.reddit.loopback;

import io.javalin.http.Context;
import java.time.Clock;

/** How many requests a client may make in ten minutes, by the loopback's clock. */
final class RateWindow {
    private static final long SECONDS = 600;
    private static final int USUAL = 1_000;

    private final Clock clock;
    private volatile boolean on = true;
    private volatile int most = USUAL;
    private long window;
    private int used;

    RateWindow(Clock clock) {
        this.clock = clock;
    }

    void turn(boolean newOn) {
        on = newOn;
    }

    void most(int newMost) {
        most = newMost;
    }

    /** Whether the request may pass; it counts then, and the answer tells what is left. */
    synchronized boolean take(Context answer) {
        long now = clock.instant().getEpochSecond();
        long current = now / SECONDS;
        if (current != window) {
            window = current;
            used = 0;
        }
        boolean full = on && used >= most;
        used += full ? 0 : 1;
        long reset = (current + 1) * SECONDS - now;
        answer.header("x-ratelimit-remaining", String.valueOf((double) Math.max(0, most - used)));
        answer.header("x-ratelimit-used", String.valueOf(used));
        answer.header("x-ratelimit-reset", String.valueOf(reset));
        if (full) {
            answer.header("retry-after", String.valueOf(reset));
        }
        return !full;
    }
}
