package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.Optional;

/**
 * Where in the queue a job is, as far as one can know: others may come, and come first where it is their turn.
 *
 * @param place 1 for the job that is begun next; 0 for one that is dreamed
 * @param begins until it is begun, zero for one that is dreamed; empty while there is no worker
 * @param ends until its dream is there, zero if that is overdue; empty while there is no worker
 */
public record Place(int place, Optional<Duration> begins, Optional<Duration> ends) {}
