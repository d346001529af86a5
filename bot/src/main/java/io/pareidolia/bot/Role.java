package io.pareidolia.bot;

import java.util.Locale;

/** What of the service a process does. */
enum Role {
    /** Everything. */
    ALL,
    /** People talk to it; others dream. */
    FRONT,
    /** It dreams; people talk to others. */
    WORKER;

    boolean hasFront() {
        return this != WORKER;
    }

    boolean hasWorker() {
        return this != FRONT;
    }

    /** As it is said on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
