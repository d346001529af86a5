package io.pareidolia.bot.job;

/** What the intake made of a received request. */
public sealed interface Decided {
    /** As the store has it. */
    Job job();

    /** It waits for its turn, or is further already. */
    record Queued(Job job) implements Decided {}

    /** It is refused, and nothing was charged. */
    record Refused(Job job, Refusal refusal) implements Decided {}
}
