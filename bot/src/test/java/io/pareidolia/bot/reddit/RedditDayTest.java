package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.Exchange;
import io.pareidolia.bot.discord.loopback.LoopbackClock;
import io.pareidolia.bot.job.Backoff;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.TestQuota;
import io.pareidolia.bot.reddit.client.RedditClient;
import io.pareidolia.bot.reddit.loopback.Hand;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.JobDesk;
import io.pareidolia.bot.store.SqlBelongings;
import io.pareidolia.bot.store.SqlClosures;
import io.pareidolia.bot.store.SqlConduct;
import io.pareidolia.bot.store.SqlDepartures;
import io.pareidolia.bot.store.SqlHearing;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPictures;
import io.pareidolia.bot.store.SqlPostings;
import io.pareidolia.bot.store.SqlRetention;
import io.pareidolia.bot.store.SqlRules;
import io.pareidolia.bot.store.SqlSettingsPages;
import io.pareidolia.bot.store.SqlThreads;
import io.pareidolia.bot.store.SqlTurnover;
import io.pareidolia.bot.store.SqlUsage;
import io.pareidolia.dream.Looks;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the bot asks of Reddit when nobody asks anything of it, in fifty subreddits whose new posts it watches. Time goes
 * on whenever it would sleep. A whole day is {@code -Dpareidolia.reddit.hours=24}.
 */
@Timeout(1_800)
class RedditDayTest {
    private static final int SUBREDDITS = 50;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int ALLOWED = 100;

    private final LoopbackReddit reddit = LoopbackReddit.start(); // which refuses whoever asks too often
    private final LoopbackClock clock = reddit.clock();
    private final Hand moderator = reddit.hand("moderator");
    private final RedditClient client = new RedditClient(
            new RedditSettings(
                    Optional.of(LoopbackReddit.CLIENT_ID),
                    Optional.of(new Secret(LoopbackReddit.CLIENT_SECRET)),
                    Optional.of(LoopbackReddit.BOT),
                    Optional.of(new Secret(LoopbackReddit.PASSWORD)),
                    Optional.empty(),
                    Optional.of(LoopbackReddit.OWNER),
                    Optional.of(URI.create(reddit.apiUrl())),
                    Optional.of(URI.create(reddit.authUrl())),
                    (int) POLL.toSeconds(),
                    List.of(),
                    false,
                    Duration.ofHours(1),
                    Optional.empty(),
                    ALLOWED),
            clock);
    private final List<LoopbackSubreddit> subreddits = new ArrayList<>();

    @TempDir
    Path folder;

    private Database database;
    private Inbox inbox;
    private Rounds rounds;

    @BeforeEach
    void begin() throws IOException {
        for (int number = 0; number < SUBREDDITS; number++) {
            LoopbackSubreddit subreddit =
                    reddit.subreddit("place" + number).moderators(moderator.person(), reddit.bot());
            moderator.editWiki(subreddit, SubredditRules.PAGE, "watch: all\n");
            subreddits.add(subreddit);
        }
        database = Database.sqlite(folder.resolve("pareidolia.db"), clock);
        SqlJobs jobs = new SqlJobs(database, new SecureRandom());
        SqlPictures pictures = new SqlPictures(database, folder.resolve("pictures"), Long.MAX_VALUE, 1);
        SqlRetention retention = new SqlRetention(database, jobs, pictures);
        SqlRules rules = new SqlRules(database);
        SqlConduct conduct = new SqlConduct(database);
        SqlPostings postings = new SqlPostings(database);
        SqlThreads threads = new SqlThreads(database);
        SqlClosures closures = new SqlClosures(database);
        SqlSettingsPages pages = new SqlSettingsPages(database);
        Hearing hearing = new SqlHearing(database);
        Departures departures = new SqlDepartures(database);
        Admission admission = new Admission(rules, conduct, new SqlUsage(database), TestQuota.DEFAULTS, clock);
        RedditServices services = new RedditServices(
                jobs,
                received -> {
                    throw new IllegalStateException("nobody asks for anything");
                },
                job -> {
                    throw new IllegalStateException("nobody asks for anything");
                },
                admission,
                pictures,
                postings,
                threads,
                closures,
                pages,
                hearing);
        RedditDesk desk = new RedditDesk(
                rules,
                conduct,
                new SqlTurnover(database),
                new SqlBelongings(database, new JobDesk(database, jobs), retention),
                departures,
                retention::forget,
                sentence -> {
                    throw new IllegalStateException(sentence);
                });
        Looks looks = Looks.bundled();
        SubredditBook book = new SubredditBook(
                client,
                pages,
                closures,
                departures,
                new RulesReader(looks, List.of(), AnswerWriter.languages()),
                new PageQuotas(rules, admission),
                clock);
        Commands commands = new Commands(client, postings, desk, book);
        Orders orders = new Orders(
                client,
                services,
                book,
                new CommentReader(LoopbackReddit.BOT, looks, List.of()),
                commands,
                LoopbackReddit.BOT,
                List.of(),
                clock);
        inbox = new Inbox(
                client,
                orders,
                new Invitations(client, book, List.of()),
                hearing,
                job -> {},
                POLL,
                Duration.ofHours(1),
                new Backoff(Duration.ofSeconds(2), MINUTE, new Random(1)),
                clock);
        rounds = new Rounds(
                client,
                departures,
                List.of(),
                book,
                new Watch(client, hearing, orders, job -> {}, Duration.ofHours(1), clock),
                new Sweep(client, postings, threads, commands, book),
                clock);
    }

    @AfterEach
    void end() {
        client.close();
        database.close();
        reddit.close();
    }

    private void sleepUntil(Instant then) {
        Duration left = Duration.between(clock.instant(), then);
        if (!left.isNegative()) {
            clock.advance(left);
        }
    }

    @Test
    void aDayOfFiftySubredditsStaysWithinWhatRedditAllows() {
        int hours = Integer.getInteger("pareidolia.reddit.hours", 1);
        Instant end = clock.instant().plus(Duration.ofHours(hours));
        Instant look = clock.instant();
        Instant round = clock.instant();
        int made = 0;
        while (clock.instant().isBefore(end)) {
            if (look.isBefore(round)) {
                sleepUntil(look);
                look = clock.instant().plus(inbox.lookOnce());
            } else {
                sleepUntil(round);
                rounds.goRound();
                round = clock.instant().plus(Rounds.STEP);
                made++;
                if (made % 600 == 300) { // twice an hour; what held before goes on
                    moderator.editWiki(subreddits.get(made / 600 % SUBREDDITS), SubredditRules.PAGE, "watch: al\n");
                }
            }
        }
        int most = reddit.mostRequestsWithin(MINUTE);
        long all = reddit.exchanges().size();
        System.out.printf(
                "%d hours in %d subreddits: %d requests, %d in the busiest minute%n", hours, SUBREDDITS, all, most);
        assertThat(most).isLessThanOrEqualTo(ALLOWED);
        assertThat(reddit.exchanges()).extracting(Exchange::status).doesNotContain(429);
        assertThat(reddit.requests("GET", "^/message/unread$"))
                .isGreaterThan(hours * 100L); // where nothing comes it looks more rarely
        assertThat(subreddits).allSatisfy(subreddit -> {
            assertThat(reddit.requests("GET", "^/r/" + subreddit.name() + "/new$"))
                    .isGreaterThan(hours * 15L);
            assertThat(reddit.requests("GET", "^/r/" + subreddit.name() + "/wiki/pareidolia$"))
                    .isGreaterThanOrEqualTo(hours * 5L);
        });
        assertThat(subreddits.stream().mapToInt(place -> place.modmail().size()).sum())
                .as("pages with a fault are told of once each")
                .isPositive()
                .isLessThanOrEqualTo(hours * 2 + 1);
        assertThat(reddit.violations()).isEmpty();
    }
}
