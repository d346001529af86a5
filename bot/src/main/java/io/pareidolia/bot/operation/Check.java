package io.pareidolia.bot.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one part of the service or of the machine. */
@FunctionalInterface
public interface Check {
    Finding look();

    /**
     * The same, which never throws.
     *
     * @param part what it looks at
     */
    default Check safely(String part) {
        return () -> {
            try {
                return look();
            } catch (RuntimeException | LinkageError fault) {
                Logger log = LoggerFactory.getLogger(Check.class);
                log.debug("the check of {} failed", part, fault);
                // messages of drivers say addresses and users, so they are not told
                return Finding.fail(
                        part,
                        "This could not be checked.",
                        "Set PAREIDOLIA_TRACE=1 and try again to see where it went wrong.");
            }
        };
    }
}
