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
 * The requests that may still be made: so many in any minute, and never more than Reddit says are left. All threads share
 * it.
 */
final class Budget {
    /** What may be used at once; together with what flows in within a minute that is all that is allowed in one. */
    private static final double BURST = 0.2;

    /** A request that would wait longer is refused instead: its thread has other things to do. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Lets time pass. */
    interface Sleep {
        void sleep(long milliseconds) throws InterruptedException;
    }

    private final Clock clock;
    private final Sleep sleep;
    private final int perMinute;
    private final Bucket bucket;
    private Instant reset;
    private double remaining;

    /** @param perMinute requests that are allowed in any minute */
    Budget(int perMinute, Clock clock) {
        this(perMinute, clock, Thread::sleep);
    }

    Budget(int perMinute, Clock clock, Sleep sleep) {
        int burst = (int) (perMinute * BURST);
        this.perMinute = perMinute;
        this.remaining = perMinute;
        this.clock = clock;
        this.sleep = sleep;
        this.reset = clock.instant();
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute - burst, Duration.ofMinutes(1)))
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
                ? new Headroom(Math.max(remaining, perMinute), Duration.ZERO)
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
