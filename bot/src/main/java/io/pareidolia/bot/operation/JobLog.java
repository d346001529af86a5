package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.WorkerCard;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Writes one line into the log for each event of a job, with its id in {@code MDC}. Who asked is nobody's business. */
public final class JobLog implements JobWatch {
    /** Under which name the id of a job stands beside a line. */
    public static final String JOB = "job";

    private static final Logger LOG = LoggerFactory.getLogger(JobLog.class);

    @Override
    public void received(Job job) {
        about(
                job.id(),
                () -> LOG.info("received from {}", job.received().asker().front()));
    }

    @Override
    public void queued(JobId job, double cost) {
        about(job, () -> LOG.info("queued, estimated to take {} s", seconds(cost)));
    }

    @Override
    public void claimed(String worker, Claim claim, Duration took) {
        about(
                claim.job().id(),
                () -> LOG.info("claimed by {}, lease {}", worker, claim.lease().fence()));
    }

    @Override
    public void dreamed(Lease lease, double seconds, boolean hidden) {
        about(lease.job(), () -> LOG.info("dreamed in {} s{}", seconds(seconds), hidden ? ", hidden" : ""));
    }

    @Override
    public void ended(Lease lease, JobState end, String sentence) {
        ended(lease.job(), end, sentence);
    }

    @Override
    public void ended(JobId job, JobState end, String sentence) {
        about(job, () -> LOG.info("{}: {}", end.word(), sentence));
    }

    @Override
    public void handedBack(Lease lease) {
        about(lease.job(), () -> LOG.info("handed back to the queue"));
    }

    @Override
    public void lost(List<JobId> jobs) {
        jobs.forEach(job -> about(job, () -> LOG.warn("its worker was not heard of any more")));
    }

    @Override
    public void announced(WorkerCard card) {
        LOG.debug("{} is there with {}", card.name(), card.device());
    }

    @Override
    public void delivered(Answer answer) {
        about(answer.job().id(), () -> LOG.info("answered at try {}", answer.attempt()));
    }

    private static void about(JobId job, Runnable line) {
        String before = MDC.get(JOB);
        MDC.put(JOB, job.text());
        try {
            line.run();
        } finally {
            if (before == null) {
                MDC.remove(JOB);
            } else {
                MDC.put(JOB, before);
            }
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }
}
