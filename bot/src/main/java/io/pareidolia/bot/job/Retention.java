package io.pareidolia.bot.job;

import java.time.Duration;

/**
 * Forgets pictures whose time is over and requests that nobody can be answered any more. A picture vanishes when the last
 * job that refers to it has forgotten it.
 */
public interface Retention {
    /** Forgets the pictures of a job at once; false if there is no such job, or if it waits or is dreamed. */
    boolean forget(JobId id);

    /**
     * Forgets what is due.
     *
     * @param sources how long sources are kept after the end of their job
     * @return how many pictures vanished
     */
    int sweep(Duration sources);

    /**
     * Forgets what was used of limits, and which pictures were refused, where that is so long ago that nothing counts it
     * and nothing is given back to it any more.
     */
    void forgetUse();

    /**
     * Forgets where answers stand, what threads had of them, and which communities were closed, where that is older.
     * Silence is kept.
     */
    void forgetPostings(Duration age);

    /** Ends requests that wait although nobody can be answered any more; gives back what they were charged. */
    int expire(String sentence);
}
