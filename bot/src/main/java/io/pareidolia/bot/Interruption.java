package io.pareidolia.bot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets work that asks {@link #asked} now and then end cleanly when the process is told to end (SIGTERM, Ctrl-C): the
 * process waits for it before it goes, {@value #PATIENCE} seconds at the most.
 */
final class Interruption {
    private static final int PATIENCE = 60;
    private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

    private volatile boolean asked;

    /** True once the process is about to end. */
    boolean asked() {
        return asked;
    }

    /** Does {@code work}, for whose end the process will wait. */
    <T> T during(Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> waitFor(done), "wait for a clean end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            done.countDown();
            if (!asked) {
                forget(hook);
            }
        }
    }

    private void waitFor(CountDownLatch done) {
        asked = true;
        try {
            if (!done.await(PATIENCE, TimeUnit.SECONDS)) {
                LOG.warn("The running step takes too long; it is given up.");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.debug("the process began to end just now", ending);
        }
    }
}
