package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.List;

/** Jobs and their pictures as those see them whose they are, or who answer for a community. */
public interface Belongings {
    /** Cancels what waits or is dreamed for somebody, and tells how many that were. */
    int cancel(Scope scope, String sentence, Author author);

    /**
     * Jobs of somebody that have failed since their dream could not be delivered, or nobody could tell whether it was.
     *
     * @param latest how long ago that was at most
     * @return the latest first
     */
    List<Job> unconfirmed(Scope scope, Duration latest, int most);

    /** Deletes the pictures of all jobs of somebody that have ended, and tells of how many jobs. */
    int forget(Scope scope);

    /**
     * Deletes the pictures of all ended jobs whose place to answer has these words in it, and tells of how many jobs.
     *
     * @param part of {@link Received#replyTo}, as its front writes it
     */
    int forget(String front, String part);

    /** Deletes the pictures of all ended jobs of a community that have this picture, and tells of how many jobs. */
    int forgetAllOn(String sha256, String front, String community);

    /**
     * Puts the pictures of a job aside: they are kept, but nobody is shown them and nothing is dreamed of them.
     *
     * @return false if there are none, it has not ended, or they were put aside before
     */
    boolean hold(JobId id, Author author);

    /** Shows them again; false if they were not put aside. */
    boolean release(JobId id, Author author);

    /** Whether they are put aside. */
    boolean isHeld(JobId id);
}
