package io.pareidolia.bot.reddit;

import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.LookNames;
import io.pareidolia.bot.job.Uploads;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.picture.PictureReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bot on Reddit: looks into its inbox, and answers where it was called. */
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
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Reddit.class);

    private final RedditClient client;
    private final RedditServices services;
    private final RedditFront front;
    private final Inbox inbox;
    private final ExecutorService deciding = Executors.newFixedThreadPool(DECIDERS, task -> {
        Thread thread = new Thread(task, "reddit intake");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param account the bot's own
     * @param networks names of those that recipes may name
     */
    public Reddit(
            RedditSettings settings,
            String account,
            RedditServices services,
            Looks looks,
            List<String> networks,
            PictureReader reader,
            RandomGenerator random,
            Clock clock) {
        this.client = new RedditClient(settings, clock);
        this.services = services;
        SubredditBook book =
                new SubredditBook(client, services.pages(), new RulesReader(looks, networks, AnswerWriter.languages()));
        this.front = new RedditFront(
                client,
                services,
                book,
                new Uploads(services.pictures(), reader),
                new LookNames(looks),
                new AnswerWriter(settings.owner().orElse(account)),
                account,
                settings.profile().orElse("u_" + account),
                settings.dryRun(),
                clock);
        this.inbox = new Inbox(
                client,
                new Orders(client, services, settings, book, new CommentReader(account, looks, networks), account),
                services,
                this::decide,
                Duration.ofSeconds(settings.pollSeconds()),
                settings.newest(),
                new Backoff(FIRST_RETRY, LONGEST_RETRY, random));
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

    /** What delivers its answers. */
    public Front front() {
        return front;
    }

    /** Begins to listen, and returns at once. */
    public void start() {
        inbox.start();
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
        inbox.close();
        deciding.shutdown();
        try {
            deciding.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        deciding.shutdownNow();
        client.close();
    }
}
