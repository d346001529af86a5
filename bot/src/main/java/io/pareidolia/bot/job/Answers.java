package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.Optional;

/**
 * The answers that are owed, kept so that a crash neither loses nor doubles one. Each method is one transaction. An
 * answer comes to be in the very transaction that gives its job something to tell.
 */
public interface Answers {
    /**
     * The next answer of a front, for one try. Answers of one job come one after the other.
     *
     * @param patience a try of which nothing is heard for so long is taken to be lost, and unsure
     */
    Optional<Answer> next(String front, Duration patience);

    /** It has arrived. False if somebody else was faster to find out. */
    boolean delivered(Answer answer);

    /**
     * This try has failed; the next comes after a while.
     *
     * @param unsure whether it may have arrived all the same
     */
    boolean later(Answer answer, Duration after, boolean unsure);

    /** It will never arrive: the job ends, and what it was charged is given back. */
    boolean never(Answer answer, String reason);
}
