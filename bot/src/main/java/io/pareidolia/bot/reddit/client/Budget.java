package io.pareidolia.bot.reddit.client;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The requests that may still be made: 100 in any minute, and never more than Reddit says are left. All threads share it.
 */
final class Budget {
    /** Together with what flows in within a minute, the 100 that Reddit allows an application. */
    private static final int BURST = 20;

    private static final int PER_MINUTE = 80;

    /** A request that would wait longer is refused instead: its thread has other things to do. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Lets time pass. */
    interface Sleep {
        void sleep(long milliseconds) throws InterruptedException;
    }

    private final Clock clock;
    private final Sleep sleep;
    private final Bucket bucket;
    private Instant reset;
    private double remaining = BURST + PER_MINUTE;

    Budget(Clock clock) {
        this(clock, Thread::sleep);
    }

    Budget(Clock clock, Sleep sleep) {
        this.clock = clock;
        this.sleep = sleep;
        this.reset = clock.instant();
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
                .withCustomTimePrecision(new ClockTime(clock))
                .build();
    }

    /** Waits until one more request may be made. */
    void take() throws InterruptedException {
        Duration waited = Duration.ZERO;
        while (true) {
            closed().ifPresent(Budget::refuse);
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (probe.isConsumed()) {
                return;
            }
            Duration wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(1);
            waited = waited.plus(wait);
            if (waited.compareTo(LONGEST_WAIT) > 0) {
                refuse(wait);
            }
            sleep.sleep(wait.toMillis());
        }
    }

    private static void refuse(Duration wait) {
        throw new RedditFailure(Kind.RATE_LIMIT, "The bot has used up its requests for now.", Optional.of(wait));
    }

    /** How long no request may be made at all, if that is so. */
    private synchronized Optional<Duration> closed() {
        Duration rest = Duration.between(clock.instant(), reset);
        return remaining < 1 && rest.toMillis() > 0 ? Optional.of(rest) : Optional.empty();
    }

    /** Takes note of what the headers of an answer say. */
    void hear(Heard heard) {
        Optional<Double> left = heard.number("x-ratelimit-remaining");
        Optional<Double> seconds = heard.number("x-ratelimit-reset");
        if (left.isPresent() && seconds.isPresent()) {
            note(left.get(), Heard.seconds(seconds.get()));
        }
    }

    /** Lets nothing through for a while. */
    void close(Duration time) {
        note(0, time);
    }

    private void note(double left, Duration time) {
        synchronized (this) {
            remaining = left;
            reset = clock.instant().plus(time);
        }
        long more = bucket.getAvailableTokens() - (long) left;
        if (more > 0) {
            bucket.consumeIgnoringRateLimits(more);
        }
    }

    synchronized Headroom headroom() {
        Duration rest = Duration.between(clock.instant(), reset);
        return rest.isNegative() || rest.isZero()
                ? new Headroom(Math.max(remaining, BURST + PER_MINUTE), Duration.ZERO)
                : new Headroom(remaining, rest);
    }

    /** The program's clock, as buckets read it. */
    private record ClockTime(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
