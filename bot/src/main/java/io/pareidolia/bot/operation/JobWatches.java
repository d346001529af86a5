package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Front.Delivery;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.WorkerCard;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several that hear the same. One that fails keeps neither the others nor the job from going on. */
public final class JobWatches implements JobWatch {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatches.class);

    private final List<JobWatch> all;

    public JobWatches(List<JobWatch> all) {
        this.all = List.copyOf(all);
    }

    private void tell(Consumer<JobWatch> what) {
        for (JobWatch each : all) {
            try {
                what.accept(each);
            } catch (RuntimeException fault) {
                LOG.error("a fault in watching jobs", fault);
            }
        }
    }

    @Override
    public void received(Job job) {
        tell(watch -> watch.received(job));
    }

    @Override
    public void queued(JobId job, double cost) {
        tell(watch -> watch.queued(job, cost));
    }

    @Override
    public void claimed(String worker, Claim claim, Duration took) {
        tell(watch -> watch.claimed(worker, claim, took));
    }

    @Override
    public void nothingToClaim(Duration took) {
        tell(watch -> watch.nothingToClaim(took));
    }

    @Override
    public void dreamed(Lease lease, double seconds, boolean hidden) {
        tell(watch -> watch.dreamed(lease, seconds, hidden));
    }

    @Override
    public void ended(Lease lease, JobState end, String sentence) {
        tell(watch -> watch.ended(lease, end, sentence));
    }

    @Override
    public void ended(JobId job, JobState end, String sentence) {
        tell(watch -> watch.ended(job, end, sentence));
    }

    @Override
    public void handedBack(Lease lease) {
        tell(watch -> watch.handedBack(lease));
    }

    @Override
    public void lost(List<JobId> jobs) {
        tell(watch -> watch.lost(jobs));
    }

    @Override
    public void announced(WorkerCard card) {
        tell(watch -> watch.announced(card));
    }

    @Override
    public void tried(String front, Answer answer, Delivery delivery, Duration took) {
        tell(watch -> watch.tried(front, answer, delivery, took));
    }

    @Override
    public void delivered(Answer answer) {
        tell(watch -> watch.delivered(answer));
    }

    @Override
    public void givenUp(Answer answer, String reason) {
        tell(watch -> watch.givenUp(answer, reason));
    }
}
