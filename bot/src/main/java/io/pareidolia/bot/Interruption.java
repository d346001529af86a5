package io.pareidolia.bot;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets work that asks {@link #asked} now and then end cleanly when the process is told to end (SIGTERM, Ctrl-C, a
 * terminal that is closed). Work that has not ended by itself after {@value #GRACE} seconds is hurried: containers are
 * killed after ten.
 */
final class Interruption {
    /** Shells count the end by a signal from here. */
    private static final int BY_SIGNAL = 128;

    private static final int GRACE = 4;

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile int signal;
    private volatile Runnable hurry = () -> {};

    /** True once the process was told to end. */
    boolean asked() {
        return signal != 0;
    }

    /** What to tell the shell: {@code code}, or that a signal ended the program. */
    int exitCode(int code) {
        return asked() ? BY_SIGNAL + signal : code;
    }

    /** Waits until the process is told to end. */
    void await() {
        try {
            asked.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on {@code hurry} ends, from another thread, what takes too long to ask; it may be called several times. */
    void hurryWith(Runnable hurry) {
        this.hurry = hurry;
    }

    /** Does {@code work}, before whose end the process does not end. */
    <T> T during(Supplier<T> work) {
        CountDownLatch done = new CountDownLatch(1);
        Signals signals = Signals.to(number -> told(number, done));
        try {
            return work.get();
        } finally {
            signals.close();
            done.countDown();
            hurry = () -> {};
        }
    }

    /**
     * What happens when the process is told to end: waits until the work is done, and hurries it.
     *
     * @param number of the signal
     * @param done counted down to 0 by the work
     */
    void told(int number, CountDownLatch done) {
        signal = number;
        asked.countDown();
        try {
            for (int wait = GRACE; !done.await(wait, TimeUnit.SECONDS); wait = 1) {
                hurry.run();
            }
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }
}
