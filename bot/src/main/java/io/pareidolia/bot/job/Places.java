package io.pareidolia.bot.job;

import java.util.Optional;

/** Tells of jobs that wait or are dreamed how long that will take. Never waits for the store's writer. */
public interface Places {
    /** Empty for a job that neither waits nor is dreamed, and for one that waits in a paused community. */
    Optional<Place> of(JobId id);
}
