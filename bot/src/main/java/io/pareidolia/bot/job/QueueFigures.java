package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How much waits, for whoever watches over the service. Never waits for the store's writer. */
public interface QueueFigures {
    /** Communities of which a job waits or is dreamed, the longest queue first. */
    List<Waiting> waiting();

    /**
     * The queue of one community.
     *
     * @param jobs that wait and may be dreamed
     * @param running jobs that are dreamed
     * @param oldest how long the one waits that has waited longest; empty if none waits
     */
    record Waiting(String front, String community, int jobs, int running, Optional<Duration> oldest) {}
}
