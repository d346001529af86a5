package io.pareidolia.bot.quota;

/** Whether a booking was possible. */
public sealed interface Decision {
    /** It is booked. */
    record Booked() implements Decision {}

    /**
     * A limit is reached; nothing is booked.
     *
     * @param charge the one that did not fit
     * @param used what the window held before
     */
    record Exhausted(Charge charge, double used) implements Decision {}

    /**
     * The member has too many jobs that wait.
     *
     * @param waiting how many
     */
    record Crowded(int waiting) implements Decision {}
}
