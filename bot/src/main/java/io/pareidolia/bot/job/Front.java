package io.pareidolia.bot.job;

import java.time.Duration;

/**
 * A place where people talk to the bot, as the outbox sees it. Called by several threads; each call may take seconds and
 * is ended by its own time limits.
 */
public interface Front {
    /** {@link Asker#front} of its jobs. */
    String name();

    /** Whether a try makes sense now; while it does not, none is made, and none counts. */
    default boolean isReachable() {
        return true;
    }

    /** Shows how far a job is, if that can be done at once; best effort, the newest counts. */
    void progressed(Job job, Progress progress);

    /**
     * Hands over an answer. {@link Answer#key} goes with it to the platform, where that knows idempotency keys.
     *
     * @throws RuntimeException is taken as {@link Delivery.Unknown}
     */
    Delivery deliver(Answer answer);

    /** Looks whether an earlier try, of which nobody knows how it went, has brought the answer. */
    boolean arrived(Answer answer);

    /** What came of a try. */
    sealed interface Delivery {
        /** It is there. */
        record Delivered() implements Delivery {}

        /**
         * Not now, and it has certainly not arrived.
         *
         * @param after how long to wait at least, as the platform says; zero if it does not
         * @param reason for the log
         */
        record Later(Duration after, String reason) implements Delivery {}

        /**
         * Nothing can be delivered now, there or anywhere, whatever it is: the next answer would fare no better.
         *
         * @param after how long to wait at least, as the platform says; zero if it does not
         * @param reason for the log
         */
        record Closed(Duration after, String reason) implements Delivery {}

        /**
         * Nobody knows: the connection broke while the platform may have done it already.
         *
         * @param reason for the log
         */
        record Unknown(String reason) implements Delivery {}

        /**
         * It can never be delivered: the channel is gone, the token has run out, we are not allowed.
         *
         * @param reason for the log and for who asks later
         */
        record Never(String reason) implements Delivery {}
    }
}
