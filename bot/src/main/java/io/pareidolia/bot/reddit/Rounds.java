package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done from time to time without being called: moderators' pages are read, new posts are looked for, what was
 * posted is looked after. One thing of each kind is done at a time, so that nothing takes the requests that answers need.
 */
final class Rounds implements AutoCloseable {
    /** Three requests at most are made in one: sixty in a minute, of the hundred that Reddit allows. */
    static final Duration STEP = Duration.ofSeconds(3);

    private static final Duration PAGES = Duration.ofMinutes(10);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration WATCH = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final RedditClient client;
    private final Departures departures;
    private final List<String> listed;
    private final SubredditBook book;
    private final Watch watch;
    private final Sweep sweep;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "reddit rounds");
    private final Map<String, Instant> pagesRead = new HashMap<>();
    private final Map<String, Instant> postsSeen = new HashMap<>();
    private Instant moderatedFound = Instant.MIN;
    private Instant swept = Instant.MIN;
    private Set<String> subreddits = Set.of();

    /** @param listed subreddits that the operator has named */
    Rounds(
            RedditClient client,
            Departures departures,
            List<String> listed,
            SubredditBook book,
            Watch watch,
            Sweep sweep,
            Clock clock) {
        this.client = client;
        this.departures = departures;
        this.listed = List.copyOf(listed);
        this.book = book;
        this.watch = watch;
        this.sweep = sweep;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                goRound();
                Thread.sleep(STEP.toMillis());
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody goes round any more", ended);
        }
    }

    /** Does one thing of each kind whose time has come. */
    void goRound() {
        step(this::findModerated);
        step(() -> next(pagesRead, PAGES).ifPresent(this::read));
        step(() -> next(postsSeen, WATCH).ifPresent(this::look));
        step(this::sweep);
    }

    private static void step(Runnable work) {
        try {
            work.run();
        } catch (RedditFailure failure) {
            LOG.warn("A round on Reddit is put off: {}", failure.sentence());
        } catch (RuntimeException trouble) {
            LOG.error("A round on Reddit cannot be made now", trouble);
        }
    }

    /** The subreddit whose turn it is, which then waits for the next; empty if it is none's. */
    private Optional<String> next(Map<String, Instant> done, Duration interval) {
        Instant now = clock.instant();
        Optional<String> next = subreddits.stream()
                .filter(name -> isDue(done.getOrDefault(name, Instant.MIN), interval, now))
                .min(Comparator.comparing(name -> done.getOrDefault(name, Instant.MIN)));
        next.ifPresent(name -> done.put(name, now));
        return next;
    }

    private static boolean isDue(Instant last, Duration interval, Instant now) {
        return last.equals(Instant.MIN) || !last.plus(interval).isAfter(now);
    }

    private void findModerated() {
        Instant now = clock.instant();
        if (!isDue(moderatedFound, PAGES, now)) {
            return;
        }
        moderatedFound = now;
        Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        found.addAll(listed);
        departures.present(RedditFront.NAME).stream().map(Scope::community).forEach(found::add);
        try {
            found.addAll(client.moderated());
        } catch (RedditFailure failure) {
            LOG.info("Reddit does not say where the bot moderates: {}", failure.sentence());
        }
        found.removeIf(name -> name.startsWith("u_")); // the bot's own profile
        subreddits = found;
    }

    private void read(String subreddit) {
        if (book.closure(subreddit).isEmpty()) {
            book.readAgain(subreddit);
        }
    }

    private void look(String subreddit) {
        if (book.closure(subreddit).isPresent() || !book.about(subreddit).moderator()) {
            return;
        }
        SubredditRules rules = book.rules(subreddit);
        if (rules.enabled() && rules.watch().isOn()) {
            watch.look(subreddit, rules);
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        if (isDue(swept, SWEEP, now)) {
            swept = now;
            if (sweep.next()) {
                swept = Instant.MIN; // there may be more
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
