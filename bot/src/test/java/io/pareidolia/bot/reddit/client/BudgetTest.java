package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final Budget budget = new Budget(100, clock, time -> now = now.plusMillis(time));

    @Test
    void noMinuteHasMoreThanAHundredHoweverFastOneAsks() throws InterruptedException {
        Deque<Instant> lastMinute = new ArrayDeque<>();
        Instant end = now.plus(Duration.ofHours(2));
        int all = 0;
        while (now.isBefore(end)) {
            if (all % 1_000 == 999) {
                now = now.plus(Duration.ofMinutes(3)); // so that the bucket fills
            }
            budget.take();
            all++;
            lastMinute.add(now);
            while (!lastMinute.getFirst().isAfter(now.minus(Duration.ofMinutes(1)))) {
                lastMinute.remove();
            }
            assertThat(lastMinute).hasSizeLessThanOrEqualTo(100);
        }
        assertThat(all).isGreaterThan(6_000);
    }

    @Test
    void whatRedditSaysIsLeftIsBelievedAtOnce() throws InterruptedException {
        Instant before = now;
        budget.hear(new Heard(200, Headers.of("x-ratelimit-remaining", "2.0", "x-ratelimit-reset", "300"), ""));
        budget.take();
        budget.take();
        assertThat(now).isEqualTo(before);
        budget.take();
        assertThat(now).isAfter(before);
    }
}
