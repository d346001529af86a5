package io.pareidolia.bot.job;

import java.time.Duration;

/**
 * Where in the queue a job is, as far as one can know: others may come, and come first where it is their turn.
 *
 * @param place 1 for the job that is begun next; 0 for one that is dreamed
 * @param begins until it is begun; zero for one that is dreamed
 * @param ends until its dream is there
 */
public record Place(int place, Duration begins, Duration ends) {}
