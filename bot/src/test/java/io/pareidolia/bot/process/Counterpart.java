package io.pareidolia.bot.process;

import io.pareidolia.bot.discord.loopback.LoopbackClock;
import java.time.Duration;
import java.util.Map;

/** A platform on this machine with which the service talks. */
public interface Counterpart {
    /** That the service has come. */
    @FunctionalInterface
    interface Arrival {
        /**
         * Waits for it.
         *
         * @throws AssertionError if it takes longer than that
         */
        void await(Duration patience);
    }

    LoopbackClock clock();

    /** How the service finds it: variables without their prefix. */
    Map<String, String> settings();

    /** Before the service is started: it is not there yet, whatever came of an earlier one. */
    Arrival expect();
}
