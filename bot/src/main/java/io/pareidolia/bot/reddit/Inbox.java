package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.InboxItem;
import io.pareidolia.bot.reddit.client.Post;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for who calls. What is new is written down, and only then marked as read: after a crash it is
 * there again, and is known.
 */
final class Inbox {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** What still fails when it is that old is left alone, so that it is in nobody's way. */
    private static final Duration HOPELESS = Duration.ofHours(6);

    /** Where nothing comes it is looked more rarely, down to this many times. */
    private static final int RAREST = 6;

    /** So many looks in vain make it one time rarer. */
    private static final int IN_VAIN = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final RedditClient client;
    private final Orders orders;
    private final Invitations invitations;
    private final Hearing hearing;
    private final Consumer<JobId> received;
    private final Duration every;
    private final Duration newest;
    private final Backoff backoff;
    private final Clock clock;
    private int inVain;
    private int failures;

    /**
     * @param received hears of each request that was written down
     * @param every how long between two looks
     * @param newest what is older at a first start is not answered
     */
    Inbox(
            RedditClient client,
            Orders orders,
            Invitations invitations,
            Hearing hearing,
            Consumer<JobId> received,
            Duration every,
            Duration newest,
            Backoff backoff,
            Clock clock) {
        this.client = client;
        this.orders = orders;
        this.invitations = invitations;
        this.hearing = hearing;
        this.received = received;
        this.every = every;
        this.newest = newest;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** Goes on until its thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            Thread.sleep(lookOnce().toMillis());
        }
    }

    /** Looks, and says how long to wait before the next look. */
    Duration lookOnce() {
        try {
            inVain = look() ? 0 : inVain + 1;
            failures = 0;
            return every.multipliedBy(Math.min(RAREST, 1 + inVain / IN_VAIN));
        } catch (RedditFailure failure) {
            failures++;
            Duration pause = pause(failure, failures);
            LOG.warn("The inbox cannot be read, again in {} s: {}", pause.toSeconds(), failure.sentence());
            return pause;
        } catch (RuntimeException trouble) {
            failures++;
            LOG.error("The inbox cannot be worked through now", trouble);
            return longer(every, backoff.after(failures));
        }
    }

    private Duration pause(RedditFailure failure, int times) {
        Duration own = longer(every, backoff.after(times));
        return longer(failure.after().orElse(Duration.ZERO), own.compareTo(LONGEST) < 0 ? own : LONGEST);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** Looks once; false if there was nothing. */
    private boolean look() {
        Instant since = hearing.since(Scope.platform(RedditFront.NAME)).minus(newest);
        List<InboxItem> items = client.unread();
        Map<String, Post> posts = posts(items);
        List<String> done = new ArrayList<>();
        List<Whisper> whispers = new ArrayList<>();
        try {
            for (InboxItem item : items) {
                Taken taken = item.created().isBefore(since)
                        ? new Taken.Ignored("older than the bot's first start")
                        : taken(item, posts);
                if (settled(item, taken)) {
                    done.add(item.fullname());
                }
                if (taken instanceof Taken.Done whispered) {
                    whispered.whisper().ifPresent(whispers::add);
                }
            }
        } finally {
            client.read(done);
            whispers.forEach(this::whisper);
        }
        return !items.isEmpty();
    }

    /** The posts that are talked of, all at once. */
    private Map<String, Post> posts(List<InboxItem> items) {
        Set<String> names = items.stream()
                .map(InboxItem::post)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return client.posts(names).stream()
                .collect(Collectors.toMap(Post::fullname, Function.identity(), (one, same) -> one));
    }

    private Taken taken(InboxItem item, Map<String, Post> posts) {
        try {
            return invitations.take(item).orElseGet(() -> orders.take(item, posts));
        } catch (RedditFailure failure) {
            return switch (failure.kind()) {
                case UNREACHABLE, RATE_LIMIT, CREDENTIALS -> throw failure; // so will everything else
                case FORBIDDEN, GONE -> new Taken.Ignored(failure.sentence());
                default -> later(item, failure.sentence());
            };
        } catch (RuntimeException trouble) {
            LOG.error("{}: cannot be understood now", item.fullname(), trouble);
            return later(item, String.valueOf(trouble.getMessage()));
        }
    }

    private Taken later(InboxItem item, String why) {
        return item.created().plus(HOPELESS).isAfter(clock.instant())
                ? new Taken.Later(why)
                : new Taken.Ignored("given up: " + why);
    }

    /** Whether it need not be heard again. */
    private boolean settled(InboxItem item, Taken taken) {
        if (taken instanceof Taken.Received job) {
            received.accept(job.job());
        } else if (taken instanceof Taken.Done done) {
            LOG.info("{}: {}", item.fullname(), done.what());
        } else if (taken instanceof Taken.Ignored ignored) {
            LOG.info("{}: left alone: {}", item.fullname(), ignored.why());
        } else if (taken instanceof Taken.Later later) {
            LOG.info("{}: later: {}", item.fullname(), later.why());
        }
        return !(taken instanceof Taken.Later);
    }

    private void whisper(Whisper whisper) {
        try {
            client.message(whisper.to(), whisper.subject(), whisper.text());
        } catch (RedditFailure failure) {
            LOG.info("u/{} could not be told: {}", whisper.to(), failure.sentence());
        }
    }
}
