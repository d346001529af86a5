package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.Optional;

/** Whether the rules let somebody have a dream. */
public sealed interface Permit {
    /**
     * They do, if there is enough left to book.
     *
     * @param priority among the member's own jobs: larger is sooner
     */
    record Allowed(Booking booking, int priority) implements Permit {}

    /**
     * They do not.
     *
     * @param sentence for the person
     * @param until when they may again, if that is known
     * @param paused whether it is nothing about them: all wait for somebody to let it go on
     */
    record Forbidden(String sentence, Optional<Instant> until, boolean paused) implements Permit {
        /** One that is about them. */
        public Forbidden(String sentence, Optional<Instant> until) {
            this(sentence, until, false);
        }
    }
}
