package io.pareidolia.bot.reddit;

import java.util.List;
import java.util.Optional;

/** What came of reading a moderators' page. */
sealed interface RulesReading {
    /** All is well. */
    record Read(SubredditRules rules) implements RulesReading {}

    /** Nothing stands on it. */
    record Empty() implements RulesReading {}

    /** It cannot be used as it is. */
    record Faulty(List<Fault> faults) implements RulesReading {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param key as it was typed, with that above it; empty for the page as a whole
     * @param sentence what is wrong
     * @param nearest the valid word that may have been meant
     */
    record Fault(int line, String key, String sentence, Optional<String> nearest) {}
}
