package io.pareidolia.bot.job;

import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All jobs, kept so that a crash at any line loses none. Each method is one transaction. Those that answer with a boolean
 * say false, and change nothing, where the job is not in a state for it any more: somebody else was there first.
 */
public interface Jobs {
    /** A job and whether it was made just now. */
    record Receipt(Job job, boolean first) {}

    /**
     * What a refusal for content came to.
     *
     * @param held whether the lease still held; if not, nothing has changed
     * @param paused whether it was one too many, so that the member may not ask for a while: the operator wants to know
     */
    record ContentRefusal(boolean held, boolean paused) {}

    /** What a worker hears when it says that it lives. */
    enum Heard {
        /** Go on. */
        OURS,
        /** The job is not wanted any more: end it with {@link Jobs#end(Lease, JobState, String)}. */
        UNWANTED,
        /** The lease has ended, and what comes of the job counts no more. */
        GONE
    }

    /** Writes a request down; one whose key is known already is the job that was made for it. */
    Receipt receive(Received received);

    Optional<Job> find(JobId id);

    /** The pictures of a job, sources and results. */
    List<JobPicture> pictures(JobId id);

    /** Whether a picture was {@linkplain Belongings#hold put aside}: nothing is dreamed of it meanwhile. */
    boolean isPutAside(String sha256);

    /**
     * Charges for a received job and queues it, both or neither.
     *
     * @throws IllegalStateException if it is not {@code RECEIVED}
     */
    Decision queue(JobId id, Accepted accepted, Booking booking);

    /** Ends a job that no worker has. One that was queued and not begun gets back what it was charged. */
    boolean end(JobId id, JobState end, String sentence);

    /** The next job by its community's turn and then its member's, leased to a worker. */
    Optional<Claim> claim(String worker, Duration lease);

    /** Says that the worker lives, and how far it is. */
    Heard heartbeat(Lease lease, Duration duration, Optional<Progress> progress);

    /**
     * The dream is there.
     *
     * @param seconds of the device that it took: what the community and the member are charged in turns
     * @param hidden whether the content filter suspects it
     * @param kept how long the outputs are kept
     */
    boolean dreamed(Lease lease, List<JobPicture> outputs, double seconds, boolean hidden, Duration kept);

    /** Ends a job that its worker has; a refund where the person got nothing. */
    boolean end(Lease lease, JobState end, String sentence);

    /**
     * Ends a job whose source the content filter refuses: what was charged is given back, and the attempt is written
     * down.
     *
     * @param perHour with as many attempts in an hour the member is banned
     * @param pause for how long
     */
    ContentRefusal refuseContent(Lease lease, String sentence, int perHour, Duration pause);

    /** Puts a job back where it was in the queue, because its worker has to go. */
    boolean handBack(Lease lease);

    /**
     * The dreamer has died over it: it is dreamed again, from its old place, unless too many have.
     *
     * @param mostLosses after as many lost workers a job fails
     * @param sentence that then tells why
     */
    boolean lost(Lease lease, int mostLosses, String sentence);

    /** Ends all leases, and all tries to deliver an answer: whoever had one is known to be gone. */
    void endLeases();

    /** A front's jobs that are still {@code RECEIVED}, the oldest first. */
    List<JobId> undecided(String front);

    /** A front's jobs that wait or are dreamed, the oldest first; no more than {@code most}. */
    List<Job> open(String front, int most);

    /** Those of one member, in whatever community, without what they have cancelled. */
    List<Job> open(String front, String member, int most);

    /**
     * Takes jobs from workers that were not heard of for too long.
     *
     * @param mostLosses after as many lost workers a job fails
     * @param sentence that then tells why
     * @return those that were taken
     */
    List<JobId> takeBack(int mostLosses, String sentence);

    /** Whoever asked does not want it any more: ends it at once, or tells its worker. */
    boolean cancel(JobId id, String sentence);
}
