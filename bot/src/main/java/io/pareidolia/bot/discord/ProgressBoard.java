package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows in their messages how far jobs are, every few seconds and only where something has changed. One edit of a message
 * is under way at a time, the newest state wins, and once a job's answer is about to be sent nothing of it is shown any
 * more: a late edit must not cover the dream.
 */
final class ProgressBoard implements AutoCloseable {
    /** How many jobs are looked at; who is further behind sees the place of the beginning for a while. */
    private static final int MOST = 200;

    private static final Duration EVERY = Duration.ofMillis(2_500);
    private static final Duration FORGOTTEN = Duration.ofMinutes(30);
    private static final Logger LOG = LoggerFactory.getLogger(ProgressBoard.class);

    private final DiscordServices services;
    private final BiFunction<ReplyTo, Shown, CompletableFuture<?>> editing;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "discord progress");
    private final Map<JobId, CompletableFuture<?>> underWay = new HashMap<>();
    private final Cache<JobId, Boolean> settled =
            Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).build();
    private final Cache<JobId, String> shown =
            Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).build();

    /** @param editing puts something in place of a message, without waiting for it */
    ProgressBoard(DiscordServices services, BiFunction<ReplyTo, Shown, CompletableFuture<?>> editing, Clock clock) {
        this.services = services;
        this.editing = editing;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try {
                    services.jobs().open(DiscordFront.NAME, MOST).forEach(this::show);
                } catch (RuntimeException trouble) {
                    LOG.warn("progress cannot be shown at the moment: {}", trouble.getMessage());
                }
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException ended) {
            LOG.debug("no progress is shown any more", ended);
        }
    }

    /** Shows how far a job is, if that is not what its message says already. */
    void show(Job job) {
        ReplyTo reply = ReplyTo.of(job.received().replyTo());
        if (!reply.tokenLives(clock.instant())) {
            return;
        }
        Texts texts = Texts.in(reply.language());
        String line = Sheet.line(job, services.places().of(job.id()), texts);
        Optional<byte[]> preview =
                job.state() == JobState.DREAMING ? services.previews().latest(job.id()) : Optional.empty();
        synchronized (this) {
            if (settled.getIfPresent(job.id()) != null
                    || underWay.containsKey(job.id())
                    || line.equals(shown.getIfPresent(job.id()))) {
                return;
            }
            shown.put(job.id(), line);
            CompletableFuture<?> landing = editing.apply(
                            reply, Sheet.waiting(job.id(), line, preview, reply.spoiler() || job.hidden(), texts))
                    .whenComplete((done, failure) -> landed(job.id(), failure));
            if (!landing.isDone()) {
                underWay.put(job.id(), landing);
            }
        }
    }

    private synchronized void landed(JobId job, Throwable failure) {
        underWay.remove(job);
        if (failure != null) {
            LOG.debug("{}: progress was not shown", job, failure);
        }
    }

    /** From now on nothing of this job is shown; waits for an edit that is under way, but not for ever. */
    void settle(JobId job, Duration patience) throws InterruptedException {
        CompletableFuture<?> last;
        synchronized (this) {
            settled.put(job, true);
            last = underWay.get(job);
        }
        if (last != null) {
            try {
                last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                LOG.debug("{}: progress was not shown", job, failed);
            } catch (TimeoutException slow) {
                LOG.debug("{}: an edit takes long", job, slow);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
