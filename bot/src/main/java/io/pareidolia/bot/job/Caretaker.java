package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does from time to time what nobody asks for: takes jobs from lost workers, ends what is too late, forgets pictures. */
public final class Caretaker implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMinutes(10);
    /** As long answers that carry no buttons are looked after, and replies to them understood. */
    public static final Duration POSTINGS = Duration.ofDays(60);

    private static final String TOO_LATE = "This took too long to be answered, so it was given up.";
    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

    private final Jobs jobs;
    private final Retention retention;
    private final ScheduledExecutorService clockwork;
    private final List<Future<?>> rounds;

    /**
     * Starts at once.
     *
     * @param lease how long a job stays with a worker that is not heard of
     * @param mostLosses after as many lost workers a job fails
     * @param losses the sentence that then tells why
     * @param sources how long sources are kept after the end of their job
     * @param others what else is to be done every minute
     */
    public Caretaker(
            Jobs jobs,
            Retention retention,
            Duration lease,
            int mostLosses,
            String losses,
            Duration sources,
            Runnable others) {
        this.jobs = jobs;
        this.retention = retention;
        clockwork = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "caretaker");
            thread.setDaemon(true);
            return thread;
        });
        long often = Math.max(1, lease.dividedBy(4).toMillis());
        long seldom = Math.max(1, min(SWEEP, sources.dividedBy(4)).toMillis());
        rounds = List.of(
                clockwork.scheduleWithFixedDelay(
                        guarded(() -> takeBack(mostLosses, losses)), 0, often, TimeUnit.MILLISECONDS),
                clockwork.scheduleWithFixedDelay(guarded(others), 1, 60, TimeUnit.SECONDS),
                clockwork.scheduleWithFixedDelay(guarded(this::expire), often, often, TimeUnit.MILLISECONDS),
                clockwork.scheduleWithFixedDelay(
                        guarded(() -> sweep(sources)), seldom / 2, seldom, TimeUnit.MILLISECONDS));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One round that fails must not be the last. */
    private static Runnable guarded(Runnable round) {
        return () -> {
            try {
                round.run();
            } catch (RuntimeException trouble) {
                LOG.warn("a round of the caretaker failed: {}", trouble.getMessage());
            }
        };
    }

    private void takeBack(int mostLosses, String losses) {
        jobs.takeBack(mostLosses, losses).forEach(id -> LOG.warn("{}: its worker was lost", id));
    }

    private void expire() {
        int expired = retention.expire(TOO_LATE);
        if (expired > 0) {
            LOG.info("{} requests could not be answered in time", expired);
        }
    }

    private void sweep(Duration sources) {
        int vanished = retention.sweep(sources);
        if (vanished > 0) {
            LOG.info("{} pictures were deleted, since their time was over", vanished);
        }
        retention.forgetUse();
        retention.forgetPostings(POSTINGS);
    }

    @Override
    public void close() {
        rounds.forEach(round -> round.cancel(false));
        clockwork.shutdown();
        try {
            if (!clockwork.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the caretaker does not end");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
