package io.pareidolia.bot;

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
}
