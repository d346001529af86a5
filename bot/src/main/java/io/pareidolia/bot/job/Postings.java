package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where answers stand that carry no buttons: so that a reply to one finds its job, one that nobody wants any more
 * vanishes, and a crash at any step is followed by that step. Each method is one transaction.
 */
public interface Postings {
    /** Begins to answer a job; one that was begun before is returned as far as it has come. */
    Posting begin(JobId job, Summons summons);

    /**
     * Something is about to be posted.
     *
     * @return false if it stands already, or an earlier attempt at whatever is not {@linkplain #missed known to have
     *     missed}: then look first
     */
    boolean attempt(JobId job, Posting.Act act);

    /** Nothing came of the attempt, for certain: it may be made again. */
    void missed(JobId job, Posting.Act act);

    /** Our own post stands, under this name. */
    void posted(JobId job, String post);

    /**
     * The answer is given.
     *
     * @param answer its name; empty where the platform gives it none
     */
    void answered(JobId job, Posting.Way way, Optional<String> answer);

    Optional<Posting> find(JobId job);

    /** The posting whose answer or whose own post has this name. */
    Optional<Posting> named(String front, String name);

    /**
     * What stands and should be looked at, that which waits longest first.
     *
     * @param age those that were begun longer ago are left out
     * @param rest those that were looked at more lately are left out
     */
    List<Posting> unwatched(String front, Duration age, Duration rest, int most);

    /** They were looked at just now. */
    void looked(Collection<JobId> jobs);

    /** It stands no longer; false if that was known, or there is none. */
    boolean gone(JobId job);
}
