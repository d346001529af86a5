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

/** Hears of what happened to jobs, after it is written. Called by whichever thread did it; it must not wait. */
public interface JobWatch {
    /** A request was written down for the first time. */
    default void received(Job job) {}

    /** A job waits for its turn. */
    default void queued(JobId job, double cost) {}

    /** Somebody has asked for the next job, and there was one. */
    default void claimed(String worker, Claim claim, Duration took) {}

    /** Somebody has asked for the next job, and there was none. */
    default void nothingToClaim(Duration took) {}

    /** A worker has brought the dream. */
    default void dreamed(Lease lease, double seconds, boolean hidden) {}

    /** A worker has ended its job without a dream. */
    default void ended(Lease lease, JobState end, String sentence) {}

    /**
     * A picture was refused for what it shows.
     *
     * @param banned whether whoever sent it may not ask for a while, since it was one too many
     */
    default void refusedContent(Lease lease, String sentence, boolean banned) {}

    /** A job that nobody dreamed has ended. */
    default void ended(JobId job, JobState end, String sentence) {}

    /** A worker has put its job back. */
    default void handedBack(Lease lease) {}

    /** Jobs were taken from workers that were not heard of any more. */
    default void lost(List<JobId> jobs) {}

    /** A worker has presented itself. */
    default void announced(WorkerCard card) {}

    /** A try to deliver has come to this. */
    default void tried(String front, Answer answer, Delivery delivery, Duration took) {}

    /** An answer has arrived; this is told once for each. */
    default void delivered(Answer answer) {}

    /** An answer was given up; likewise. */
    default void givenUp(Answer answer, String reason) {}
}
