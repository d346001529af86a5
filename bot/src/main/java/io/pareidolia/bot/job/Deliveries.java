package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps an outbox going, with several threads: a front that is slow with one answer delays no other. */
public final class Deliveries implements AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration TROUBLE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final Outbox outbox;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** Starts at once. */
    public Deliveries(Outbox outbox, String front) {
        this.outbox = outbox;
        for (int number = 1; number <= AT_ONCE; number++) {
            Thread thread = new Thread(this::deliver, "outbox " + front + " " + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void deliver() {
        while (!stopping) {
            Duration pause = Duration.ZERO;
            try {
                pause = outbox.deliverNext() ? Duration.ZERO : IDLE;
            } catch (RuntimeException trouble) {
                LOG.warn("answers cannot be delivered at the moment: {}", trouble.getMessage());
                pause = TROUBLE;
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    /** Begins no delivery any more, and waits for those that have begun: each is ended by its front's own limits. */
    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
