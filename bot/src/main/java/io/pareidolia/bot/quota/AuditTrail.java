package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who changed what, when, and what it was before. Nothing is ever taken out of it. */
public interface AuditTrail {
    /**
     * One change.
     *
     * @param number counts them
     * @param author who did it, as {@link Author#text} says it
     * @param action the command: {@code quota set}, {@code ban}
     * @param subject the scope or the job that it was about
     * @param what it has become
     * @param before empty if there was nothing
     */
    record Entry(
            long number,
            Instant when,
            String author,
            String action,
            String subject,
            String what,
            Optional<String> before) {}

    /** The latest changes, the very latest first. */
    List<Entry> latest(int most);

    /** The latest changes that are about a scope or somebody in it, the very latest first. */
    List<Entry> latest(Scope scope, int most);

    /** Writes down what no other method has written down. */
    void add(Author author, String action, String subject, String what, Optional<String> before);
}
