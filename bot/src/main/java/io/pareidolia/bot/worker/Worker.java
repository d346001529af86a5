package io.pareidolia.bot.worker;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import io.pareidolia.dream.picture.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes jobs from the queue, has them dreamed and writes down what came of them, one after another on one thread. What it
 * does with a job is written before the next thing is done, so that it may be killed at any line.
 */
public final class Worker implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    /** A disk that is full now is full a moment later too. */
    private static final Duration FULL = Duration.ofSeconds(10);

    private static final String SOURCE_GONE = "The picture of this job is not kept any more; send it once more.";
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final DreamerProcess dreamer;
    private final Jobs jobs;
    private final Pictures pictures;
    private final Previews previews;
    private final Workers workers;
    private final Blocklists blocklists;
    private final BlocklistCopy blocklist;
    private final WorkerPolicy policy;
    private final Path folder;
    private final Thread thread;
    private final Thread herald;
    private volatile boolean stopping;

    /**
     * @param name of this process and the device, the same after a restart
     * @param dreamer that is started and stopped together with this worker
     * @param folder for results on their way, this worker's alone
     * @throws IOException if the folder cannot be used
     */
    public Worker(
            String name,
            DreamerProcess dreamer,
            Jobs jobs,
            Pictures pictures,
            Previews previews,
            Workers workers,
            Blocklists blocklists,
            WorkerPolicy policy,
            Path folder)
            throws IOException {
        this.name = name;
        this.dreamer = dreamer;
        this.jobs = jobs;
        this.pictures = pictures;
        this.previews = previews;
        this.workers = workers;
        this.blocklists = blocklists;
        this.policy = policy;
        this.folder = Files.createDirectories(folder);
        this.blocklist = new BlocklistCopy(blocklists, folder.resolve("blocklist"));
        this.thread = new Thread(this::work, "worker " + name);
        this.herald = new Thread(this::announce, "herald of worker " + name);
        this.thread.setDaemon(true);
        this.herald.setDaemon(true);
    }

    public void start() {
        thread.start();
        herald.start();
    }

    /** Takes no more jobs; the running one may go on for so long, then it is handed back to its place in the queue. */
    public void stop(Duration drain) {
        stopping = true;
        dreamer.stop(drain);
        thread.interrupt();
        herald.interrupt();
        try {
            thread.join();
            herald.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        try {
            workers.leave(name);
        } catch (RuntimeException gone) {
            LOG.warn("worker {} could not say that it leaves: {}", name, gone.getMessage());
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void announce() {
        Duration pause = policy.lease().dividedBy(4);
        while (!stopping) {
            try {
                dreamer.state()
                        .filter(DreamerState::warm)
                        .ifPresent(state -> workers.announce(card(state), policy.lease()));
            } catch (RuntimeException trouble) {
                LOG.warn("worker {} could not say that it is there: {}", name, trouble.getMessage());
            }
            if (!slept(dreamer.state().filter(DreamerState::warm).isPresent() ? pause : IDLE)) {
                return;
            }
        }
    }

    private WorkerCard card(DreamerState state) {
        return new WorkerCard(
                name,
                state.device(),
                state.threads(),
                state.pace().orElse(1),
                state.networks().stream().map(DreamerProtocol.NetworkFile::name).toList());
    }

    private void work() {
        while (!stopping) {
            try {
                if (!next()
                        && !slept(IDLE.plusMillis(ThreadLocalRandom.current().nextLong(IDLE.toMillis() / 4)))) {
                    return;
                }
            } catch (InterruptedException ended) {
                return;
            } catch (RuntimeException trouble) {
                LOG.error("worker {} has trouble", name, trouble);
                if (!slept(TROUBLE)) {
                    return;
                }
            }
        }
    }

    /** False if it was told to end meanwhile. */
    private boolean slept(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return !stopping;
        } catch (InterruptedException ended) {
            return false;
        }
    }

    /** Does one job; false if there is none to do. */
    private boolean next() throws InterruptedException {
        if (!dreamer.awaitReady(TROUBLE)
                || dreamer.state().filter(DreamerState::warm).isEmpty()
                || !pictures.hasRoomFor(0)) {
            return false;
        }
        Optional<Claim> claim = jobs.claim(name, policy.lease());
        if (claim.isEmpty()) {
            return false;
        }
        MDC.put("job", claim.get().job().id().text());
        try {
            dream(claim.get());
        } finally {
            MDC.remove("job");
        }
        return true;
    }

    private void dream(Claim claim) throws InterruptedException {
        String stem = claim.job().id() + "-" + claim.lease().fence();
        Path result = folder.resolve(stem + ".png");
        Path preview = folder.resolve(stem + ".jpg");
        Path filmstrip = folder.resolve(stem + "-strip.jpg");
        try (Pictures.Opened source = pictures.open(source(claim).sha256())) {
            LOG.info("dreaming: {}", claim.job().recipe().orElseThrow());
            DreamTask task = new DreamTask(
                    stem,
                    claim.job().recipe().orElseThrow(),
                    source.file(),
                    result,
                    Optional.of(preview),
                    Optional.of(filmstrip),
                    claim.job().filter(),
                    blocklist.current(),
                    policy.most(claim.job().cost()));
            DreamOutcome outcome;
            try (Heartbeat heartbeat = new Heartbeat(claim, stem, jobs, previews, blocklists, dreamer, policy)) {
                outcome = dreamer.dream(task, heartbeat);
            }
            settlePersistently(claim, outcome);
        } catch (NoSuchFileException gone) {
            LOG.warn("its picture is not there: {}", gone.getMessage());
            jobs.end(claim.lease(), JobState.FAILED, SOURCE_GONE);
        } catch (IOException trouble) { // a full disk, most likely, and no fault of the job
            LOG.error("it cannot be begun here, so it is tried again later: {}", trouble.getMessage());
            jobs.handBack(claim.lease());
            Thread.sleep(FULL.toMillis());
        } finally {
            delete(result);
            delete(preview);
            delete(filmstrip);
        }
    }

    private static JobPicture source(Claim claim) throws NoSuchFileException {
        return claim.inputs().stream()
                .filter(picture -> picture.role().equals(JobPicture.SOURCE))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("it has none"));
    }

    /** A database that is started anew must not cost the dream: after the time of a lease another worker has the job. */
    private void settlePersistently(Claim claim, DreamOutcome outcome) throws InterruptedException {
        long deadline = System.nanoTime() + policy.lease().toNanos();
        while (true) {
            try {
                settle(claim, outcome);
                return;
            } catch (RuntimeException trouble) {
                if (System.nanoTime() > deadline) {
                    throw trouble;
                }
                LOG.warn("what came of it cannot be written, and will be tried again: {}", trouble.getMessage());
                Thread.sleep(TRY_AGAIN.toMillis());
            }
        }
    }

    private void settle(Claim claim, DreamOutcome outcome) throws InterruptedException {
        if (outcome instanceof DreamOutcome.Dreamed dreamed) {
            keep(claim, dreamed);
        } else if (outcome instanceof DreamOutcome.Refused refused) {
            refuse(claim, refused);
        } else if (outcome instanceof DreamOutcome.Failed failed) {
            LOG.warn("failed: {}", failed.sentence());
            jobs.end(claim.lease(), JobState.FAILED, failed.sentence());
        } else if (outcome instanceof DreamOutcome.Cancelled) {
            LOG.info("cancelled");
            jobs.end(claim.lease(), JobState.CANCELLED, "This dream was cancelled.");
        } else if (outcome instanceof DreamOutcome.Lost lost) {
            LOG.warn("lost: {}", lost.why());
            if (lost.suspect()) {
                jobs.lost(claim.lease(), policy.mostLosses(), WorkerPolicy.TOO_MANY_LOSSES);
            } else {
                jobs.handBack(claim.lease());
            }
        }
    }

    private void refuse(Claim claim, DreamOutcome.Refused refused) {
        LOG.info("refused: {} {}", refused.sentence(), refused.finding().orElse(""));
        if (refused.reason().isContent()) {
            jobs.refuseContent(claim.lease(), refused.sentence(), policy.blockedPerHour(), policy.ban());
        } else {
            jobs.end(claim.lease(), JobState.REFUSED, refused.sentence());
        }
    }

    private void keep(Claim claim, DreamOutcome.Dreamed dreamed) throws InterruptedException {
        JobPicture dream;
        try {
            dream = pictures.keep(JobPicture.DREAM, dreamed.result(), dreamed.mediaType());
        } catch (IOException full) {
            LOG.error("the dream could not be kept, so it is dreamed again later: {}", full.getMessage());
            jobs.handBack(claim.lease());
            Thread.sleep(FULL.toMillis());
            return;
        }
        List<JobPicture> outputs = new ArrayList<>(List.of(dream));
        dreamed.filmstrip().flatMap(this::kept).ifPresent(outputs::add);
        boolean ours = jobs.dreamed(claim.lease(), outputs, dreamed.seconds(), dreamed.hidden(), policy.kept());
        if (!ours) {
            LOG.info("dreamed in vain: another worker has it, or it is not wanted any more");
        }
    }

    /** The filmstrip; without room for it the dream is not worth less. */
    private Optional<JobPicture> kept(Path filmstrip) {
        try {
            return Optional.of(pictures.keep(JobPicture.FILMSTRIP, filmstrip, PictureFormat.JPEG.mediaType()));
        } catch (IOException full) {
            LOG.warn("its filmstrip could not be kept: {}", full.getMessage());
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.warn("{} could not be deleted", file);
        }
    }
}
