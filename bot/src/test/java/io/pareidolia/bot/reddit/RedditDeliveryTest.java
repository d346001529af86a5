package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.RedditCounterpart;
import io.pareidolia.bot.reddit.loopback.Announcement;
import io.pareidolia.bot.reddit.loopback.LoopbackComment;
import io.pareidolia.bot.reddit.loopback.LoopbackPost;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers arrive exactly once, counted at Reddit, however often the service is killed. The large run takes its numbers from
 * {@code -Dpareidolia.reddit.mentions=1000 -Dpareidolia.reddit.kills=50}.
 */
@Timeout(3_600)
class RedditDeliveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** After so long what has not shown has not arrived. */
    private static final Duration WHILE = Duration.ofMinutes(4);

    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, WHILE, TWO_HOURS);
    private static final Set<String> ENDS = Set.of("answered", "refused", "failed", "cancelled", "expired");
    private static final String INBOX = "^/message/unread$";
    private static final String READ = "^/api/read_message$";
    private static final String INFO = "^/api/info$";
    private static final String LEASE = "^/api/media/asset";
    private static final String BUCKET = "^/reddit-uploaded-media";
    private static final String COMMENT = "^/api/comment$";
    private static final String SUBMIT = "^/api/submit$";
    private static final String SUBMITTED = "/submitted$";
    private static final String A_SECOND = "{\"json\": {\"ratelimit\": 1.0, \"errors\": [[\"RATELIMIT\","
            + " \"you are doing that too much. Try again in 1 second.\", \"ratelimit\"]]}}";

    private final LoopbackReddit reddit = LoopbackReddit.start().rateLimit(1_000_000);
    private final RedditCounterpart counterpart = new RedditCounterpart(reddit);

    /** Where the picture stands in the answer. */
    private final LoopbackSubreddit pics = reddit.subreddit("pics").picturesInComments(true);

    /** Where it cannot, so that the bot posts it in a place of its own. */
    private final LoopbackSubreddit links = reddit.subreddit("links");

    @TempDir
    Path folder;

    private BotProcess bot;
    private int photos;

    @BeforeEach
    void begin() throws IOException {
        bot = new BotProcess(folder, counterpart)
                .with("REDDIT_REQUESTS_PER_MINUTE", "100000")
                .with("QUEUE_JOBS_PER_HOUR", "10000")
                .with("QUEUE_JOBS_PER_DAY", "10000")
                .with("QUEUE_WAITING_PER_MEMBER", "10000")
                .with("QUEUE_MAX_LOSSES", "100")
                .start();
    }

    @AfterEach
    void end() {
        bot.close();
        reddit.close();
    }

    private LoopbackPost photo(LoopbackSubreddit subreddit) {
        photos++;
        return reddit.hand("poster").post(subreddit, "Photo " + photos, BotProcess.photo(64, 48, photos));
    }

    private LoopbackComment mention(LoopbackSubreddit subreddit) {
        return reddit.hand("ada").mention(photo(subreddit), "steps=2 octaves=2");
    }

    private Optional<BotProcess.StoredJob> job(LoopbackComment asked) {
        return bot.jobs().stream()
                .filter(job -> job.asked().equals(asked.fullname()))
                .findFirst();
    }

    private <T> T await(Duration patience, String what, Supplier<Optional<T>> there) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Optional<T> found = there.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new AssertionError(what + " never came:\n" + bot.log());
    }

    private void awaitThat(String what, BooleanSupplier so) throws InterruptedException {
        await(PATIENCE, what, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    private BotProcess.StoredJob awaitEnd(LoopbackComment asked) throws InterruptedException {
        return await(PATIENCE, "the end of " + asked, () -> job(asked).filter(job -> ENDS.contains(job.state())));
    }

    /** Until the inbox was read twice: whatever lay in it was seen, and was worked through. */
    private void awaitLooks() throws InterruptedException {
        long before = counterpart.looks();
        awaitThat("two looks into the inbox", () -> counterpart.looks() >= before + 2);
    }

    private List<LoopbackPost> ownPosts() {
        return reddit.posts().stream()
                .filter(post -> post.author() == reddit.bot())
                .toList();
    }

    private LoopbackComment oneAnswer(LoopbackComment asked) throws InterruptedException {
        BotProcess.StoredJob job = awaitEnd(asked);
        assertThat(job.state()).as(bot.log()).isEqualTo("answered");
        assertThat(asked.everAnswered()).as(bot.log()).hasSize(1);
        return asked.everAnswered().get(0);
    }

    private static boolean leadsTo(LoopbackComment answer, LoopbackPost post) {
        return answer.text().contains("/comments/" + post.id() + "/");
    }

    private void restartAfter(Duration pause) throws IOException {
        reddit.clock().advance(pause);
        bot.start();
    }

    // ---- killed at each point

    /** Where the process is when it dies. */
    enum Point {
        BEFORE_INBOX,
        AFTER_INBOX,
        BEFORE_RECEIVED,
        BEFORE_READ,
        AFTER_READ,
        BEFORE_LEASE,
        BEFORE_UPLOAD,
        AFTER_UPLOAD,
        BEFORE_COMMENT,
        AFTER_COMMENT,
        BEFORE_POST(true),
        AFTER_POST(true),
        BEFORE_ANNOUNCEMENT(true),
        /** The websocket was cut, so that the bot looks for its post. */
        BEFORE_LISTED(true),
        /** The websocket has said where the post is. */
        BEFORE_LINK(true),
        AFTER_LINK(true);

        private final boolean linked;

        Point() {
            this(false);
        }

        Point(boolean linked) {
            this.linked = linked;
        }

        /** How the websocket tells of posts meanwhile. */
        private Announcement announcement() {
            return switch (this) {
                case BEFORE_ANNOUNCEMENT -> Announcement.SILENT;
                case BEFORE_LISTED -> Announcement.CUT;
                default -> Announcement.TOLD;
            };
        }

        /** Whether the bot waits for what it has tried before it tries again. */
        private boolean isAwaited() {
            return this == BEFORE_COMMENT || this == BEFORE_POST || this == BEFORE_LINK;
        }

        private boolean readsOnly() {
            return switch (this) {
                case BEFORE_INBOX, AFTER_INBOX, BEFORE_RECEIVED, BEFORE_LEASE, BEFORE_UPLOAD, AFTER_UPLOAD -> true;
                default -> false;
            };
        }
    }

    private Optional<Fault> fault(Point point) {
        return Optional.ofNullable(
                switch (point) {
                    case BEFORE_INBOX -> reddit.faults().on("GET", INBOX).holds();
                    case AFTER_INBOX -> reddit.faults().on("GET", INBOX).holdsAfter();
                    case BEFORE_RECEIVED -> reddit.faults().on("GET", INFO).holds();
                    case BEFORE_READ -> reddit.faults().on("POST", READ).holds();
                    case AFTER_READ -> reddit.faults().on("POST", READ).holdsAfter();
                    case BEFORE_LEASE -> reddit.faults().on("POST", LEASE).holds();
                    case BEFORE_UPLOAD -> reddit.faults().on("POST", BUCKET).holds();
                    case AFTER_UPLOAD -> reddit.faults().on("POST", BUCKET).holdsAfter();
                    case BEFORE_COMMENT, BEFORE_LINK ->
                        reddit.faults().on("POST", COMMENT).holds();
                    case AFTER_COMMENT, AFTER_LINK ->
                        reddit.faults().on("POST", COMMENT).holdsAfter();
                    case BEFORE_POST -> reddit.faults().on("POST", SUBMIT).holds();
                    case AFTER_POST -> reddit.faults().on("POST", SUBMIT).holdsAfter();
                    case BEFORE_ANNOUNCEMENT -> null;
                    case BEFORE_LISTED -> reddit.faults().on("GET", SUBMITTED).holds();
                });
    }

    /** When it is started again, and what comes of the request that was on its way when it died. */
    enum Restart {
        AT_ONCE_AND_THE_REQUEST_ARRIVES_THEN,
        TWO_HOURS_LATER_AND_THE_REQUEST_IS_LOST;

        /** All; later those alone at which something was about to change at Reddit, or had. */
        private List<Point> points() {
            return Arrays.stream(Point.values())
                    .filter(point -> this == AT_ONCE_AND_THE_REQUEST_ARRIVES_THEN || !point.readsOnly())
                    .toList();
        }
    }

    private void restart(Restart restart, Point point, Optional<Fault> held) throws IOException, InterruptedException {
        if (restart == Restart.TWO_HOURS_LATER_AND_THE_REQUEST_IS_LOST) {
            held.ifPresent(Fault::drop);
            restartAfter(TWO_HOURS);
            return;
        }
        bot.start();
        held.ifPresent(Fault::lift);
        if (point.isAwaited()) {
            // nothing is sent again while it may still show: so that nobody waits, that time passes at another start
            bot.kill();
            restartAfter(WHILE);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @EnumSource
    void killedAtAnyPointItAnswersOnce(Restart restart) throws IOException, InterruptedException {
        List<LoopbackComment> all = new ArrayList<>();
        for (Point point : restart.points()) {
            int before = ownPosts().size();
            reddit.announce(point.announcement());
            Optional<Fault> held = fault(point);
            long posts = reddit.requests("POST", SUBMIT);
            LoopbackComment asked = mention(point.linked ? links : pics);
            if (held.isPresent()) {
                held.get().awaitStrike(PATIENCE);
            } else {
                awaitThat("a post of which nobody is told", () -> reddit.requests("POST", SUBMIT) > posts);
            }
            bot.kill();
            restart(restart, point, held);
            LoopbackComment answer = oneAnswer(asked);
            List<LoopbackPost> posted = ownPosts().subList(before, ownPosts().size());
            if (point.linked) {
                assertThat(posted).as("%s: posts of its own", point).hasSize(1);
                assertThat(leadsTo(answer, posted.get(0)))
                        .as("%s: %s", point, answer.text())
                        .isTrue();
                assertThat(answer.pictures()).as("%s", point).isEmpty();
            } else {
                assertThat(posted).as("%s: posts of its own", point).isEmpty();
                assertThat(answer.pictures()).as("%s", point).hasSize(1);
            }
            all.add(asked);
        }
        awaitLooks();
        assertThat(all).allSatisfy(asked -> assertThat(asked.everAnswered()).hasSize(1));
        assertThat(reddit.answers()).hasSameSizeAs(all);
        assertThat(reddit.bot().unread()).isEmpty();
        assertThat(reddit.violations()).isEmpty();
    }

    // ---- many

    /** Whether everything that was asked has an answer of which the store knows. */
    private boolean isAllAnswered(List<LoopbackComment> asked) {
        Map<String, String> states =
                bot.jobs().stream().collect(Collectors.toMap(BotProcess.StoredJob::asked, BotProcess.StoredJob::state));
        return asked.stream()
                .allMatch(one -> ENDS.contains(states.getOrDefault(one.fullname(), ""))
                        && !one.everAnswered().isEmpty());
    }

    private LoopbackPost photoOrText(LoopbackSubreddit subreddit) {
        return photos % 8 == 7
                ? reddit.hand("poster").write(subreddit, "Text " + ++photos, "nothing to be seen")
                : photo(subreddit);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void eachOfManyIsAnsweredOnce() throws IOException, InterruptedException {
        int mentions = Integer.getInteger("pareidolia.reddit.mentions", 110);
        int kills = Integer.getInteger("pareidolia.reddit.kills", 11);
        Random random = new Random(7);
        List<LoopbackSubreddit> places = List.of(pics, reddit.subreddit("more").picturesInComments(true), links);
        List<Fault> faults = List.of(
                reddit.faults().on("POST", COMMENT).withChance(0.05, 1).failsBefore(500),
                reddit.faults().on("POST", COMMENT).withChance(0.06, 2).failsAfter(503),
                reddit.faults().on("POST", COMMENT).withChance(0.04, 3).hangsUpBefore(),
                reddit.faults().on("POST", COMMENT).withChance(0.05, 4).hangsUpAfter(),
                reddit.faults().on("POST", COMMENT).withChance(0.04, 5).answersAfter(200, LoopbackReddit.NO_THINGS),
                reddit.faults().on("POST", COMMENT).withChance(0.03, 6).answersBefore(200, A_SECOND),
                reddit.faults().on("POST", COMMENT).withChance(0.02, 7).tooManyRequests(Duration.ofSeconds(1), false),
                reddit.faults().on("POST", SUBMIT).withChance(0.08, 8).failsBefore(502),
                reddit.faults().on("POST", SUBMIT).withChance(0.08, 9).failsAfter(500),
                reddit.faults().on("POST", SUBMIT).withChance(0.08, 10).hangsUpAfter(),
                reddit.faults().on("POST", LEASE).withChance(0.05, 11).failsBefore(503),
                reddit.faults().on("POST", BUCKET).withChance(0.05, 12).hangsUpAfter(),
                reddit.faults().on("POST", READ).withChance(0.05, 13).failsAfter(500),
                reddit.faults().on("POST", READ).withChance(0.05, 14).hangsUpBefore(),
                reddit.faults().on("GET", INBOX).withChance(0.05, 15).failsBefore(503),
                reddit.faults().on("GET", INFO).withChance(0.05, 16).hangsUpAfter(),
                reddit.faults().on("GET", "^/comments/").withChance(0.1, 17).failsBefore(500),
                reddit.faults().on("GET", SUBMITTED).withChance(0.1, 18).failsBefore(504));
        List<LoopbackComment> asked = new ArrayList<>();
        for (int kill = 0; kill <= kills; kill++) {
            int until = mentions * Math.min(kill + 1, kills) / kills;
            reddit.announce(kill % 3 == 2 ? Announcement.CUT : Announcement.TOLD);
            while (asked.size() < until) {
                asked.add(reddit.hand("member" + random.nextInt(10))
                        .mention(photoOrText(places.get(asked.size() % places.size())), "steps=2 octaves=2"));
            }
            if (kill < kills) {
                // in the middle of the deliveries, wherever that is
                int some = asked.size() - 1 - random.nextInt(until / (kill + 1));
                int answers = Math.max(reddit.answers().size() + 1, some);
                awaitUpTo(Duration.ofSeconds(4), () -> reddit.answers().size() >= answers);
                Thread.sleep(random.nextInt(300));
                bot.kill();
                if (kill == kills - 1) {
                    faults.forEach(Fault::lift);
                }
                restartAfter(kill == kills - 1 ? TWO_HOURS : PAUSES.get(kill % PAUSES.size()));
            }
        }
        await(
                Duration.ofMinutes(2).plusSeconds(mentions),
                "the last answer",
                () -> isAllAnswered(asked) ? Optional.of(true) : Optional.empty());
        awaitLooks();
        int struck = faults.stream().mapToInt(Fault::struck).sum();
        long missing =
                asked.stream().filter(one -> one.everAnswered().isEmpty()).count();
        long twice = asked.stream().filter(one -> one.everAnswered().size() > 1).count();
        System.out.printf(
                "%d asked, %d answered, %d kills, %d faults: %d missing, %d double; %d posts of its own%n",
                asked.size(),
                asked.size() - missing,
                kills,
                struck,
                missing,
                twice,
                ownPosts().size());
        assertThat(missing).as("missing").isZero();
        assertThat(twice).as("double").isZero();
        assertThat(reddit.answers()).hasSameSizeAs(asked);
        assertThat(bot.jobs())
                .hasSameSizeAs(asked)
                .extracting(BotProcess.StoredJob::state)
                .containsOnly("answered", "refused");
        assertThat(ownPosts())
                .hasSize((int) asked.stream()
                        .filter(one -> one.subreddit() == links
                                && !one.post().pictures().isEmpty())
                        .count())
                .allSatisfy(post -> assertThat(reddit.answers())
                        .filteredOn(answer -> leadsTo(answer, post))
                        .hasSize(1));
        assertThat(reddit.bot().unread()).isEmpty();
        assertThat(reddit.violations()).isEmpty();
    }

    /** Waits, but not for ever. */
    private static void awaitUpTo(Duration longest, BooleanSupplier so) throws InterruptedException {
        long until = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < until && !so.getAsBoolean()) {
            Thread.sleep(20);
        }
    }
}
