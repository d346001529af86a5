package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for who calls. What is new is written down, and only then marked as read: after a crash it is
 * there again, and is known.
 */
final class Inbox implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final RedditClient client;
    private final Orders orders;
    private final RedditServices services;
    private final Consumer<JobId> received;
    private final Duration every;
    private final Duration newest;
    private final Backoff backoff;
    private final Thread thread = new Thread(this::run, "reddit inbox");

    /**
     * @param received hears of each request that was written down
     * @param every how long between two looks
     * @param newest what is older at a first start is not answered
     */
    Inbox(
            RedditClient client,
            Orders orders,
            RedditServices services,
            Consumer<JobId> received,
            Duration every,
            Duration newest,
            Backoff backoff) {
        this.client = client;
        this.orders = orders;
        this.services = services;
        this.received = received;
        this.every = every;
        this.newest = newest;
        this.backoff = backoff;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        int failures = 0;
        try {
            while (true) {
                Duration pause = every;
                try {
                    look();
                    failures = 0;
                } catch (RedditFailure failure) {
                    failures++;
                    pause = pause(failure, failures);
                    LOG.warn("The inbox cannot be read, again in {} s: {}", pause.toSeconds(), failure.sentence());
                } catch (RuntimeException trouble) {
                    failures++;
                    pause = longer(every, backoff.after(failures));
                    LOG.error("The inbox cannot be worked through now", trouble);
                }
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody looks into the inbox any more", ended);
        }
    }

    private Duration pause(RedditFailure failure, int failures) {
        Duration own = longer(every, backoff.after(failures));
        return longer(failure.after().orElse(Duration.ZERO), own.compareTo(LONGEST) < 0 ? own : LONGEST);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void look() {
        Instant since =
                services.hearing().since(Scope.platform(RedditFront.NAME)).minus(newest);
        for (InboxItem item : client.unread()) {
            if (item.created().isBefore(since)) {
                client.read(List.of(item.fullname()));
                LOG.info("{}: older than the bot's first start here", item.fullname());
                continue;
            }
            Orders.Taken taken = orders.take(item);
            if (taken instanceof Orders.Taken.Later later) {
                LOG.info("{}: later: {}", item.fullname(), later.why());
                continue;
            }
            if (taken instanceof Orders.Taken.Received job) {
                received.accept(job.job());
            } else if (taken instanceof Orders.Taken.Ignored ignored) {
                LOG.info("{}: left alone: {}", item.fullname(), ignored.why());
            }
            client.read(List.of(item.fullname()));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
