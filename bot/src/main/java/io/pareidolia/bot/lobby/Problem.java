package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A request that is not granted: a status of HTTP and one sentence for the person. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final int status;
    private final transient Optional<Duration> retryAfter;

    private Problem(int status, String sentence, Optional<Duration> retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    static Problem of(int status, String sentence) {
        return new Problem(status, sentence, Optional.empty());
    }

    /** One that passes with time. */
    static Problem passing(int status, String sentence, Duration retryAfter) {
        return new Problem(status, sentence, Optional.of(retryAfter));
    }

    /** What the intake refuses. */
    static Problem of(Refusal refusal, Clock clock) {
        Optional<Duration> renews = refusal.renews().map(then -> Duration.between(clock.instant(), then));
        return switch (refusal.reason()) {
            case REQUEST, CONTENT, TOO_COSTLY -> of(422, refusal.sentence());
            case NOT_A_PICTURE -> of(415, refusal.sentence());
            case TOO_LARGE -> of(413, refusal.sentence());
            case FORBIDDEN -> of(403, refusal.sentence());
            case QUOTA -> passing(429, refusal.sentence(), renews.orElse(SOON));
            case UNAVAILABLE -> passing(503, refusal.sentence(), renews.orElse(SOON));
        };
    }

    static Problem noSuchDream() {
        return of(404, "There is no such dream.");
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** Whole seconds, at least 1. */
    Optional<Long> retryAfterSeconds() {
        return retryAfter.map(duration -> Math.max(1, (duration.toMillis() + 999) / 1000));
    }
}
