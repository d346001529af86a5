package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jobs that tell what happens to them. */
public final class WatchedJobs implements Jobs {
    private final Jobs jobs;
    private final JobWatch watch;

    public WatchedJobs(Jobs jobs, JobWatch watch) {
        this.jobs = jobs;
        this.watch = watch;
    }

    @Override
    public Receipt receive(Received received) {
        Receipt receipt = jobs.receive(received);
        if (receipt.first()) {
            watch.received(receipt.job());
        }
        return receipt;
    }

    @Override
    public Optional<Job> find(JobId id) {
        return jobs.find(id);
    }

    @Override
    public List<JobPicture> pictures(JobId id) {
        return jobs.pictures(id);
    }

    @Override
    public boolean isPutAside(String sha256) {
        return jobs.isPutAside(sha256);
    }

    @Override
    public Decision queue(JobId id, Accepted accepted, Booking booking) {
        Decision decision = jobs.queue(id, accepted, booking);
        if (decision instanceof Decision.Booked) {
            watch.queued(id, accepted.cost());
        }
        return decision;
    }

    @Override
    public boolean end(JobId id, JobState end, String sentence) {
        boolean ended = jobs.end(id, end, sentence);
        if (ended) {
            watch.ended(id, end, sentence);
        }
        return ended;
    }

    @Override
    public Optional<Claim> claim(String worker, Duration lease) {
        long begun = System.nanoTime();
        Optional<Claim> claim = jobs.claim(worker, lease);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        claim.ifPresentOrElse(claimed -> watch.claimed(worker, claimed, took), () -> watch.nothingToClaim(took));
        return claim;
    }

    @Override
    public Heard heartbeat(Lease lease, Duration duration, Optional<Progress> progress) {
        return jobs.heartbeat(lease, duration, progress);
    }

    @Override
    public boolean dreamed(Lease lease, List<JobPicture> outputs, double seconds, boolean hidden, Duration kept) {
        boolean dreamed = jobs.dreamed(lease, outputs, seconds, hidden, kept);
        if (dreamed) {
            watch.dreamed(lease, seconds, hidden);
        }
        return dreamed;
    }

    @Override
    public boolean end(Lease lease, JobState end, String sentence) {
        boolean ended = jobs.end(lease, end, sentence);
        if (ended) {
            watch.ended(lease, end, sentence);
        }
        return ended;
    }

    @Override
    public ContentRefusal refuseContent(Lease lease, String sentence, int perHour, Duration pause) {
        ContentRefusal refusal = jobs.refuseContent(lease, sentence, perHour, pause);
        if (refusal.held()) {
            watch.refusedContent(lease, sentence, refusal.paused());
        }
        return refusal;
    }

    @Override
    public boolean lost(Lease lease, int mostLosses, String sentence) {
        boolean lost = jobs.lost(lease, mostLosses, sentence);
        if (lost) {
            watch.lost(List.of(lease.job()));
        }
        return lost;
    }

    @Override
    public void endLeases() {
        jobs.endLeases();
    }

    @Override
    public List<Job> open(String front, int most) {
        return jobs.open(front, most);
    }

    @Override
    public List<Job> open(String front, String member, int most) {
        return jobs.open(front, member, most);
    }

    @Override
    public List<JobId> undecided(String front) {
        return jobs.undecided(front);
    }

    @Override
    public boolean handBack(Lease lease) {
        boolean back = jobs.handBack(lease);
        if (back) {
            watch.handedBack(lease);
        }
        return back;
    }

    @Override
    public List<JobId> takeBack(int mostLosses, String sentence) {
        List<JobId> taken = jobs.takeBack(mostLosses, sentence);
        if (!taken.isEmpty()) {
            watch.lost(taken);
        }
        return taken;
    }

    @Override
    public boolean cancel(JobId id, String sentence) {
        boolean waited = jobs.find(id)
                .map(Job::state)
                .filter(state -> state == JobState.RECEIVED || state == JobState.QUEUED)
                .isPresent();
        boolean cancelled = jobs.cancel(id, sentence);
        // one that is dreamed, or has been taken up meanwhile, is ended by its worker and told then
        if (cancelled
                && waited
                && jobs.find(id)
                        .filter(job -> job.state() == JobState.CANCELLED)
                        .isPresent()) {
            watch.ended(id, JobState.CANCELLED, sentence);
        }
        return cancelled;
    }
}
