package io.pareidolia.bot.job;

/**
 * A worker's right to a job. It ends by itself unless the worker is heard of; a later lease has a larger number, and
 * what is said in the name of an earlier one counts no more.
 *
 * @param fence counts the leases of the job from 1
 */
public record Lease(JobId job, long fence) {}
