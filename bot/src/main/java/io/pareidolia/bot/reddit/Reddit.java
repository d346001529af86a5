package io.pareidolia.bot.reddit;

import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.LookNames;
import io.pareidolia.bot.job.Uploads;
import io.pareidolia.bot.reddit.client.Account;
import io.pareidolia.bot.reddit.client.Headroom;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.client.RedditFailure;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.picture.PictureReader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot on Reddit: looks into its inbox, and answers where it was called. It asks who it is first; until Reddit lets it
 * in nothing else happens, and everything that is owed waits.
 */
public final class Reddit implements AutoCloseable {
    /** {@link Front#name} of its answers. */
    public static final String NAME = RedditFront.NAME;

    /** Where pictures of posts are: Reddit's own, and the one that is as old as Reddit's pictures. */
    private static final List<String> HOSTS =
            List.of("i.redd.it", "preview.redd.it", "external-preview.redd.it", "i.imgur.com");

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    private static final int DECIDERS = 2;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final Duration REFUSED = Duration.ofMinutes(5);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Reddit.class);

    private final RedditSettings settings;
    private final RedditServices services;
    private final RedditDesk desk;
    private final Looks looks;
    private final List<String> networks;
    private final PictureReader reader;
    private final Optional<URI> lobby;
    private final Function<Front, AutoCloseable> deliver;
    private final RandomGenerator random;
    private final Clock clock;
    private final RedditClient client;
    private final Thread thread = new Thread(this::run, "reddit");
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ExecutorService deciding = Executors.newFixedThreadPool(DECIDERS, task -> {
        Thread decider = new Thread(task, "reddit intake");
        decider.setDaemon(true);
        return decider;
    });

    /**
     * @param networks names of those that recipes may name
     * @param lobby where everybody can see dreams, ending with a slash, if there is such a place
     * @param deliver begins to deliver the answers of a front, until what it returns is closed
     */
    public Reddit(
            RedditSettings settings,
            RedditServices services,
            RedditDesk desk,
            Looks looks,
            List<String> networks,
            PictureReader reader,
            Optional<URI> lobby,
            Function<Front, AutoCloseable> deliver,
            RandomGenerator random,
            Clock clock) {
        this.settings = settings;
        this.services = services;
        this.desk = desk;
        this.looks = looks;
        this.networks = List.copyOf(networks);
        this.reader = reader;
        this.lobby = lobby;
        this.deliver = deliver;
        this.random = random;
        this.clock = clock;
        this.client = new RedditClient(settings, clock);
        thread.setDaemon(true);
    }

    /**
     * From where pictures are fetched.
     *
     * @param loopback whether from this machine too
     */
    public static HostList hosts(boolean loopback) {
        return HostList.of(Stream.concat(HOSTS.stream(), loopback ? LOOPBACK.stream() : Stream.empty())
                .toList());
    }

    /** Begins to listen, and returns at once. */
    public void start() {
        thread.start();
    }

    /** What Reddit last said of the requests that are left. */
    public Headroom headroom() {
        return client.headroom();
    }

    private void run() {
        try {
            Account account = known();
            LOG.info("Reddit knows the bot as u/{}", account.name());
            begin(account.name()).run();
        } catch (InterruptedException ended) {
            LOG.debug("nobody listens to Reddit any more", ended);
        }
    }

    /** Who the bot is, once Reddit says so. */
    private Account known() throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
        for (int failures = 1; true; failures++) {
            try {
                Account account = client.me();
                settings.username()
                        .filter(name -> !name.equalsIgnoreCase(account.name()))
                        .ifPresent(name -> LOG.warn(
                                "Reddit's token belongs to u/{}, not to u/{} of reddit.username",
                                account.name(),
                                name));
                return account;
            } catch (RedditFailure failure) {
                Duration pause = failure.kind() == RedditFailure.Kind.CREDENTIALS ? REFUSED : backoff.after(failures);
                LOG.warn(
                        "Reddit does not let the bot in, again in {} s: {}",
                        Math.max(1, pause.toSeconds()),
                        failure.sentence());
                Thread.sleep(pause.toMillis());
            } catch (RuntimeException trouble) {
                LOG.error("Reddit cannot be asked who the bot is", trouble);
                Thread.sleep(REFUSED.toMillis());
            }
        }
    }

    private synchronized Inbox begin(String account) {
        SubredditBook book = new SubredditBook(
                client,
                services.pages(),
                services.closures(),
                desk.departures(),
                new RulesReader(looks, networks, AnswerWriter.languages()),
                new PageQuotas(desk.rules(), services.admission()),
                clock);
        Commands commands = new Commands(client, services.postings(), desk, book);
        Orders orders = new Orders(
                client,
                services,
                book,
                new CommentReader(account, looks, networks),
                commands,
                account,
                settings.subreddits(),
                clock);
        if (!thread.isInterrupted()) {
            parts.push(deliver.apply(front(account, book)));
            Rounds rounds = new Rounds(
                    client,
                    desk.departures(),
                    settings.subreddits(),
                    book,
                    new Watch(client, services.hearing(), orders, this::decide, settings.newest(), clock),
                    new Sweep(client, services.postings(), services.threads(), commands, book),
                    clock);
            parts.push(rounds);
            rounds.start();
        }
        return new Inbox(
                client,
                orders,
                new Invitations(client, book, settings.subreddits()),
                services.hearing(),
                this::decide,
                Duration.ofSeconds(settings.pollSeconds()),
                settings.newest(),
                new Backoff(FIRST_RETRY, LONGEST_RETRY, random),
                clock);
    }

    private RedditFront front(String account, SubredditBook book) {
        return new RedditFront(
                client,
                services,
                book,
                new Uploads(services.pictures(), reader),
                new LookNames(looks),
                new AnswerWriter(settings.owner().orElse(account)),
                new OwnPosts(
                        client, services.postings(), account, settings.profile().orElse("u_" + account), clock),
                account,
                lobby,
                settings.dryRun(),
                clock);
    }

    private void decide(JobId job) {
        deciding.execute(() -> {
            try {
                Decided decided = services.decide().apply(job);
                LOG.debug("{}: {}", job, decided);
            } catch (RuntimeException trouble) {
                LOG.error("{}: could not be decided on, and is taken up again: {}", job, trouble.getMessage());
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(ENDING.toMillis());
            deciding.shutdown();
            deciding.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        deciding.shutdownNow();
        end();
        client.close();
    }

    private synchronized void end() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception trouble) {
                LOG.warn("Reddit does not end cleanly: {}", trouble.getMessage());
            }
        }
    }
}
