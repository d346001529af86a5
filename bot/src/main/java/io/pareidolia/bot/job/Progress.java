package io.pareidolia.bot.job;

/**
 * How far a dream is.
 *
 * @param share done, 0 to 1
 * @param secondsLeft by the speed so far
 */
public record Progress(double share, double secondsLeft) {}
