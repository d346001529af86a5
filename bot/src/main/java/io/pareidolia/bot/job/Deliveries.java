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
    private final Duration last;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** Starts at once; whatever is due at the end waits for the next start. */
    public Deliveries(Outbox outbox, String front) {
        this(outbox, front, Duration.ZERO);
    }

    /**
     * Starts at once. To be closed after the workers: what they dreamed last is then delivered too.
     *
     * @param last how long answers that are due at the end may still be begun
     */
    public Deliveries(Outbox outbox, String front, Duration last) {
        this.outbox = outbox;
        this.last = last;
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
        deliverLast();
    }

    /** What became due until now would wait for the next start otherwise. */
    private void deliverLast() {
        long deadline = System.nanoTime() + last.toNanos();
        try {
            boolean delivered = true;
            while (delivered && System.nanoTime() < deadline) {
                delivered = outbox.deliverNext();
            }
        } catch (RuntimeException trouble) {
            LOG.warn("the last answers wait for the next start: {}", trouble.getMessage());
        }
    }

    /**
     * Delivers what is due, and then begins no delivery any more; waits for those that have begun: each is ended by its
     * front's own limits.
     */
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
