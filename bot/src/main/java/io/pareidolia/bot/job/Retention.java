package io.pareidolia.bot.job;

import java.time.Duration;

/**
 * Forgets pictures whose time is over and requests that nobody can be answered any more. A picture vanishes when the last
 * job that refers to it has forgotten it.
 */
public interface Retention {
    /** Forgets the pictures of an ended job, at once; false if there is no such job, or if it has not ended. */
    boolean forget(JobId id);

    /**
     * Forgets what is due.
     *
     * @param sources how long sources are kept after the end of their job
     * @return how many pictures vanished
     */
    int sweep(Duration sources);

    /** Ends requests that wait although nobody can be answered any more; gives back what they were charged. */
    int expire(String sentence);
}
