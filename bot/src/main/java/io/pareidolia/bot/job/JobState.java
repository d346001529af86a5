package io.pareidolia.bot.job;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a job is. The table of {@link #next} says how it may go on; every transition is one transaction. */
public enum JobState {
    /** A front has acknowledged it; nothing is known yet but who asked and where to answer. */
    RECEIVED,
    /** It is paid for and waits for its turn. */
    QUEUED,
    /** A worker has leased it. */
    DREAMING,
    /** Its picture is there and waits to be delivered. */
    DREAMED,
    /** Its answer is on the way. */
    ANSWERING,
    /** Whoever asked has the picture. */
    ANSWERED,
    /** What was asked for is not allowed or not possible, and a sentence says why. */
    REFUSED,
    /** It went wrong on our side, and a sentence says so. */
    FAILED,
    /** Whoever asked does not want it any more. */
    CANCELLED,
    /** Nobody can be answered any more, or what is needed for it is gone. */
    EXPIRED;

    /** The states that may follow this one; none after an end. */
    public Set<JobState> next() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(QUEUED, REFUSED, FAILED, CANCELLED, EXPIRED);
            case QUEUED -> EnumSet.of(DREAMING, REFUSED, FAILED, CANCELLED, EXPIRED);
            // back to the queue if its worker is lost or gives it back
            case DREAMING -> EnumSet.of(DREAMED, QUEUED, REFUSED, FAILED, CANCELLED);
            case DREAMED -> EnumSet.of(ANSWERING, FAILED, EXPIRED);
            // once more if the front was not to be reached
            case ANSWERING -> EnumSet.of(ANSWERED, DREAMED, FAILED, EXPIRED);
            case ANSWERED, REFUSED, FAILED, CANCELLED, EXPIRED -> EnumSet.noneOf(JobState.class);
        };
    }

    /** True if nothing follows. */
    public boolean isEnd() {
        return next().isEmpty();
    }

    /** As it stands in the store and in answers: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that {@link #word}. */
    public static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
