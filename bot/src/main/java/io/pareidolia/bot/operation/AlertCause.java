package io.pareidolia.bot.operation;

/** What an operator is told of, wherever they are. */
public enum AlertCause {
    /** Nothing dreams. */
    WORKER_DOWN,
    /** The store cannot be written. */
    STORE,
    /** There is no room for pictures. */
    DISK,
    /** A platform does not know us any more. */
    TOKEN_REFUSED,
    /** Somebody sends blocked pictures again and again. */
    ABUSE,
    /** Somebody has reported a dream. */
    REPORTED
}
