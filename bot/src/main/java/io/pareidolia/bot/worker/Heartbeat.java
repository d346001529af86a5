package io.pareidolia.bot.worker;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.dream.content.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every second that a job is worked at and how far it is, and ends it in the dreamer when nobody wants it any more
 * or another worker has it. The dreamer's own thread only leaves its news here: it must not wait for a database.
 */
final class Heartbeat implements DreamerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Lease lease;
    private final List<JobPicture> sources;
    private final Blocklists blocklists;
    private final String task;
    private final Jobs jobs;
    private final Previews previews;
    private final DreamerProcess dreamer;
    private final WorkerPolicy policy;
    private final AtomicReference<Optional<Progress>> progress = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Path>> preview = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Optional<Fingerprint>>> seen = new AtomicReference<>(Optional.empty());
    private final ScheduledExecutorService pulse;
    private final Future<?> beating;

    /** @param task how the dreamer calls the job */
    Heartbeat(
            Claim claim,
            String task,
            Jobs jobs,
            Previews previews,
            Blocklists blocklists,
            DreamerProcess dreamer,
            WorkerPolicy policy) {
        this.lease = claim.lease();
        this.sources = claim.inputs();
        this.blocklists = blocklists;
        this.task = task;
        this.jobs = jobs;
        this.previews = previews;
        this.dreamer = dreamer;
        this.policy = policy;
        long pause = policy.pulse().toMillis();
        pulse = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        beating = pulse.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void seen(Optional<Fingerprint> fingerprint) {
        seen.set(Optional.of(fingerprint));
    }

    @Override
    public void progressed(DreamerProtocol.Progress now) {
        progress.set(Optional.of(new Progress(now.share(), now.secondsLeft())));
    }

    @Override
    public void previewed(Path file) {
        preview.set(Optional.of(file));
    }

    private void beat() {
        try {
            Jobs.Heard heard = jobs.heartbeat(lease, policy.lease(), progress.getAndSet(Optional.empty()));
            if (heard != Jobs.Heard.OURS) {
                LOG.info(
                        "{}: {}",
                        lease.job(),
                        heard == Jobs.Heard.GONE ? "another worker has it" : "not wanted any more");
                dreamer.cancel(task);
                return;
            }
            remember();
            Optional<Path> newest = preview.getAndSet(Optional.empty());
            if (newest.isPresent()) {
                previews.show(lease, Files.readAllBytes(newest.get()));
            }
        } catch (IOException gone) {
            LOG.debug("a preview was gone", gone);
        } catch (RuntimeException trouble) {
            LOG.warn("{}: a heartbeat failed: {}", lease.job(), trouble.getMessage());
        }
    }

    /** What the source looks like, so that it can be blocked later. */
    private void remember() {
        seen.getAndSet(Optional.empty())
                .ifPresent(fingerprint -> sources.stream()
                        .filter(picture -> picture.role().equals(JobPicture.SOURCE))
                        .forEach(picture -> blocklists.seen(picture.sha256(), fingerprint)));
    }

    /** No beat is under way afterwards. */
    @Override
    public void close() {
        beating.cancel(false);
        pulse.shutdown();
        try {
            if (!pulse.awaitTermination(policy.lease().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: a heartbeat does not end", lease.job());
            }
            remember(); // a picture that is refused at once is worth remembering most
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException trouble) {
            // what came of the job is still to be written, and will be tried again
            LOG.warn("{}: what its picture looks like was not written: {}", lease.job(), trouble.getMessage());
        }
    }
}
