package io.pareidolia.bot.worker;

import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.worker.DreamerProtocol.Cancel;
import io.pareidolia.bot.worker.DreamerProtocol.JobReport;
import io.pareidolia.bot.worker.DreamerProtocol.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parent's side of a dreamer: keeps one child process for one device alive and hands it one job at a time. A child
 * that exits, crashes, falls silent or talks nonsense costs the job that it had, which is {@link DreamOutcome.Lost}, and is
 * started again after a while; nothing it does ends this process. Any thread may call any method.
 */
public final class DreamerProcess implements AutoCloseable {
    /** So many looks within each patience: a few that come late do not matter. */
    private static final int LOOKS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(DreamerProcess.class);

    private final DreamerLaunch launch;
    private final DreamerPatience patience;
    private final Backoff backoff;
    private final Duration look;
    private final Thread supervisor;
    private final Thread watch;

    private @Nullable DreamerConnection child;
    private @Nullable HandedJob handed;
    private boolean stopping;
    private int silentLooks;

    /** Children that have ended one after the other without a job done well. */
    private int failures;

    /** Starts nothing yet. */
    public DreamerProcess(DreamerLaunch launch, DreamerPatience patience) {
        this.launch = launch;
        this.patience = patience;
        this.backoff = new Backoff(patience.firstRestart(), patience.longestRestart(), new Random());
        this.look = min(patience.silence(), patience.obedience()).dividedBy(LOOKS);
        this.supervisor = daemon(this::supervise, "dreamer " + launch.device());
        this.watch = daemon(this::watch, "watch over dreamer " + launch.device());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the child and goes on looking after it. Returns at once. */
    public void start() {
        supervisor.start();
        watch.start();
    }

    /** What the child tells of itself; empty while there is none that takes jobs. */
    public synchronized Optional<DreamerState> state() {
        DreamerConnection now = child;
        return now == null ? Optional.empty() : now.state();
    }

    /** The child's number in the operating system, whether or not it is ready. */
    synchronized OptionalLong pid() {
        DreamerConnection now = child;
        return now == null ? OptionalLong.empty() : OptionalLong.of(now.pid());
    }

    /** Waits until a job can be handed over; false if that takes longer, or if it was told to stop. */
    public synchronized boolean awaitReady(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!stopping && !ready() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
        return !stopping && ready();
    }

    private boolean ready() {
        return handed == null && state().isPresent();
    }

    /**
     * Has a job dreamed and waits for its end. Where no child is ready it is lost at once.
     *
     * @throws IllegalStateException if there is another one
     * @throws InterruptedException the job is then cancelled, and its outcome heard by nobody
     */
    public DreamOutcome dream(DreamTask task, DreamerListener listener) throws InterruptedException {
        HandedJob mine = new HandedJob(task, listener);
        synchronized (this) {
            if (handed != null && !handed.ended()) {
                throw new IllegalStateException("a dreamer does one job at a time");
            }
            DreamerConnection now = child;
            if (stopping || handed != null || now == null || now.state().isEmpty()) {
                return new DreamOutcome.Lost("no dreamer is ready on " + launch.device(), false);
            }
            handed = mine;
            now.say(mine.order());
        }
        try {
            return mine.outcome();
        } catch (InterruptedException hurry) {
            cancel(task.job());
            throw hurry;
        }
    }

    /** Ends a job, if the child has it. Its outcome is {@code Cancelled}, unless it was through already. */
    public synchronized void cancel(String job) {
        HandedJob now = handed;
        DreamerConnection to = child;
        if (now != null && to != null && now.task().job().equals(job) && now.cancel()) {
            to.say(new Cancel(job));
        }
    }

    /**
     * Takes no more jobs and waits for the end of the one there is; one that takes longer is {@code Lost}, without being
     * suspect. Then the child is gone.
     */
    public void stop(Duration drain) {
        HandedJob last;
        synchronized (this) {
            stopping = true;
            last = handed;
            notifyAll();
        }
        try {
            if (last != null) {
                last.await(drain);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (last != null) {
                last.end(new DreamOutcome.Lost("this process ends", false));
            }
            if (child != null) {
                child.kill("it was told to end");
            }
        }
        watch.interrupt();
        try {
            supervisor.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@link #stop} without waiting for a job. */
    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private void supervise() {
        try {
            while (!isStopping()) {
                try {
                    live();
                } catch (RuntimeException fault) {
                    LOG.error("a fault in looking after the dreamer for {}", launch.device(), fault);
                }
                pause(backoff.after(++failures));
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody looks after the dreamer for {} any more", launch.device(), ended);
        }
    }

    private synchronized void pause(Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        while (!stopping && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** The life of one child. */
    private void live() throws InterruptedException {
        DreamerConnection born;
        try {
            born = new DreamerConnection(launch.start());
        } catch (IOException failure) {
            LOG.error("the dreamer for {} cannot be started: {}", launch.device(), failure.getMessage());
            return;
        }
        synchronized (this) {
            child = born;
            silentLooks = 0;
            if (stopping) {
                born.kill("it was told to end");
            }
        }
        try {
            born.read(this::hear);
        } catch (RuntimeException fault) {
            born.kill("nobody listens to it any more");
            throw fault;
        } finally {
            buried(born.epitaph());
        }
    }

    private void buried(String how) {
        String words = "the dreamer for " + launch.device() + " " + how;
        HandedJob lost;
        synchronized (this) {
            child = null;
            lost = handed;
            handed = null;
            notifyAll();
        }
        if (lost != null) {
            LOG.warn("{}, with job {}", words, lost.task().job());
            lost.end(new DreamOutcome.Lost(words, lost.begun()));
        } else if (!isStopping()) {
            LOG.warn("{}", words);
        }
    }

    private void hear(Report report) {
        HandedJob job;
        DreamerConnection from;
        synchronized (this) {
            job = handed;
            from = child;
            notifyAll(); // it may be ready now
        }
        if (job == null || from == null || !(report instanceof JobReport about) || !job.isAbout(about)) {
            return;
        }
        Optional<DreamOutcome> outcome = job.hear(about);
        if (outcome.isEmpty()) {
            return;
        }
        if (outcome.get() instanceof DreamOutcome.Lost lie) {
            from.kill(lie.why());
            return;
        }
        synchronized (this) {
            handed = null;
            notifyAll();
        }
        if (!(outcome.get() instanceof DreamOutcome.Failed)) {
            failures = 0;
        }
        job.end(outcome.get());
    }

    private void watch() {
        try {
            while (!isStopping()) {
                TimeUnit.NANOSECONDS.sleep(look.toNanos());
                lookAfter();
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody watches over the dreamer for {} any more", launch.device(), ended);
        }
    }

    /** Looks whether the child still does what it is told to; counted in looks, since this process may stand still too. */
    private synchronized void lookAfter() {
        DreamerConnection now = child;
        if (now == null) {
            return;
        }
        silentLooks = now.wasHeard() ? 0 : silentLooks + 1;
        if (look.multipliedBy(silentLooks).compareTo(patience.silence()) >= 0) {
            now.kill("it said nothing for " + patience.silence().toSeconds() + " s");
        }
        HandedJob job = handed;
        if (job != null) {
            job.overdue(look, patience.obedience()).ifPresent(outcome -> {
                now.kill("it did not end a job when it was told to");
                job.end(outcome);
            });
        }
    }
}
