package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Closure;
import io.pareidolia.bot.job.Closures;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.job.Hearing.Seen;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Posting;
import io.pareidolia.bot.job.Posting.Act;
import io.pareidolia.bot.job.Posting.Way;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Retention;
import io.pareidolia.bot.job.SettingsPage.Fault;
import io.pareidolia.bot.job.SettingsPage.Valid;
import io.pareidolia.bot.job.SettingsPages;
import io.pareidolia.bot.job.Summons;
import io.pareidolia.bot.job.Threads;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of all that a front remembers whose answers carry no buttons, on whatever database it is kept. */
@Timeout(300)
abstract class PostingsContract {
    private static final Scope CATS = Scope.community("forum", "cats");
    private static final Scope DOGS = Scope.community("forum", "dogs");
    private static final Scope ELSEWHERE = Scope.community("board", "cats");
    private static final Duration DAY = Duration.ofDays(1);

    /** Over before it begins. */
    private static final Duration NONE = Duration.ofSeconds(-1);

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private Jobs jobs;
    private Postings postings;
    private Threads threads;
    private Closures closures;
    private SettingsPages pages;
    private Hearing hearing;
    private Retention retention;
    private Departures departures;
    private int requests;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        SqlJobs kept = new SqlJobs(database, new SecureRandom());
        jobs = kept;
        postings = new SqlPostings(database);
        threads = new SqlThreads(database);
        closures = new SqlClosures(database);
        pages = new SqlSettingsPages(database);
        hearing = new SqlHearing(database);
        FolderPictures pictures = new FolderPictures(folder.resolve("pictures"), 1_000_000, 0.9, Clock.systemUTC());
        retention = new SqlRetention(database, kept, pictures);
        departures = new SqlDepartures(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobId job(Scope community) {
        return jobs.receive(new Received(
                        "message " + ++requests,
                        new Asker(community.front(), community.community(), "anna"),
                        List.of(),
                        false,
                        new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")),
                        "here",
                        Optional.empty()))
                .job()
                .id();
    }

    private static Summons summons(Scope community) {
        return new Summons(community, "thread", "message", "anna", "bob");
    }

    private JobId answered(Scope community, String answer) {
        JobId id = job(community);
        postings.begin(id, summons(community));
        assertThat(postings.attempt(id, Act.ANSWER)).isTrue();
        postings.answered(id, Way.COMMENT, Optional.of(answer));
        return id;
    }

    private Posting posting(JobId id) {
        return postings.find(id).orElseThrow();
    }

    @Test
    void anAnswerIsFollowedStepByStep() {
        JobId id = job(CATS);
        assertThat(postings.find(id)).isEmpty();
        assertThat(postings.attempt(id, Act.POST)).as("it was not begun").isFalse();
        Posting begun = postings.begin(id, summons(CATS));
        assertThat(begun.summons()).isEqualTo(summons(CATS));
        assertThat(begun.attempt()).isEmpty();
        assertThat(begun.since())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        assertThat(postings.attempt(id, Act.POST)).isTrue();
        assertThat(posting(id).attempt()).contains(Act.POST);
        postings.posted(id, "our post");
        assertThat(posting(id).post()).contains("our post");
        assertThat(posting(id).attempt()).isEmpty();
        assertThat(postings.attempt(id, Act.POST)).as("it stands").isFalse();
        assertThat(postings.attempt(id, Act.ANSWER)).isTrue();
        postings.answered(id, Way.POST, Optional.of("our comment"));
        assertThat(postings.attempt(id, Act.ANSWER)).as("it stands").isFalse();
        assertThat(postings.attempt(id, Act.POST)).as("it stands").isFalse();
        Posting ended = postings.begin(id, new Summons(DOGS, "a", "b", "c", "d"));
        assertThat(ended.summons()).as("the first one's").isEqualTo(summons(CATS));
        assertThat(ended.answer()).contains("our comment");
        assertThat(ended.way()).contains(Way.POST);
        assertThat(ended.attempt()).isEmpty();
        assertThat(ended.gone()).isEmpty();
    }

    @Test
    void nothingIsPostedWhileNobodyKnowsWhatCameOfAnAttempt() {
        JobId id = job(CATS);
        postings.begin(id, summons(CATS));
        assertThat(postings.attempt(id, Act.ANSWER)).isTrue();
        assertThat(postings.attempt(id, Act.ANSWER)).isFalse();
        assertThat(postings.attempt(id, Act.POST)).isFalse();
        postings.missed(id, Act.POST);
        assertThat(posting(id).attempt()).contains(Act.ANSWER);
        postings.missed(id, Act.ANSWER);
        assertThat(postings.attempt(id, Act.ANSWER)).isTrue();
        postings.answered(id, Way.MESSAGE, Optional.empty());
        assertThat(posting(id).answer()).isEmpty();
        assertThat(postings.attempt(id, Act.ANSWER)).isFalse();
    }

    @Test
    void ofManyWhoAttemptOneMay() {
        JobId id = job(CATS);
        postings.begin(id, summons(CATS));
        assertThat(many(number -> postings.attempt(id, Act.ANSWER))).isEqualTo(1);
    }

    private static long many(IntPredicate attempt) {
        return IntStream.range(0, 16).parallel().filter(attempt).count();
    }

    @Test
    void aReplyFindsItsJob() {
        JobId id = answered(CATS, "our comment");
        JobId elsewhere = answered(ELSEWHERE, "our comment");
        JobId other = answered(CATS, "another");
        postings.posted(other, "our post");
        assertThat(postings.named("forum", "our comment").orElseThrow().job()).isEqualTo(id);
        assertThat(postings.named("board", "our comment").orElseThrow().job()).isEqualTo(elsewhere);
        assertThat(postings.named("forum", "our post").orElseThrow().job()).isEqualTo(other);
        assertThat(postings.named("forum", "message")).isEmpty();
    }

    @Test
    void whatStandsIsLookedAtInTurnUntilItIsGoneOrOld() throws InterruptedException {
        JobId first = answered(CATS, "a");
        answered(ELSEWHERE, "b");
        JobId begun = job(CATS);
        postings.begin(begun, summons(CATS));
        JobId second = answered(DOGS, "c");
        JobId orphan = job(CATS);
        postings.begin(orphan, summons(CATS));
        postings.posted(orphan, "our post");
        assertThat(unwatched(9)).containsExactly(first, second, orphan);
        assertThat(unwatched(1)).containsExactly(first);
        Thread.sleep(5);
        postings.looked(List.of(first, orphan));
        postings.looked(List.of());
        assertThat(unwatched(9)).containsExactly(second, first, orphan);
        assertThat(postings.unwatched("forum", DAY, DAY, 9)).as("they rest").isEmpty();
        assertThat(postings.unwatched("forum", NONE, Duration.ZERO, 9))
                .as("they are old")
                .isEmpty();
        assertThat(postings.gone(second)).isTrue();
        assertThat(postings.gone(second)).isFalse();
        assertThat(posting(second).gone()).isPresent();
        assertThat(unwatched(9)).containsExactly(first, orphan);
        assertThat(postings.named("forum", "c")).as("somebody may still ask").isPresent();
    }

    private List<JobId> unwatched(int most) {
        return postings.unwatched("forum", DAY, Duration.ZERO, most).stream()
                .map(Posting::job)
                .toList();
    }

    @Test
    void whatNoDatabaseKeepsIsReplaced() {
        JobId id = job(CATS);
        Summons strange = new Summons(CATS, "t\0", "m\ud800", "s\0", "a");
        assertThat(postings.begin(id, strange).summons()).isEqualTo(strange);
        assertThat(strange.thread()).isEqualTo("t\ufffd");
        Valid page = new Valid("1", "looks: \0");
        pages.valid(CATS, page);
        assertThat(pages.of(CATS).orElseThrow().valid()).contains(page);
        assertThatThrownBy(() -> postings.begin(JobId.random(new SecureRandom()), strange))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aJobThatIsPurgedTakesItsPostingAlong() {
        JobId id = answered(CATS, "a");
        jobs.end(id, JobState.REFUSED, "No.");
        JobDesk desk = new JobDesk(database, new SqlJobs(database, new SecureRandom()));
        assertThat(desk.purge(id, Author.operator("ann"))).isTrue();
        assertThat(postings.named("forum", "a")).isEmpty();
    }

    @Test
    void aThreadHasSoManyAnswersHoweverManyAskAtOnce() {
        assertThat(many(number -> threads.admit(CATS, "t", "m" + number, 5))).isEqualTo(5);
        assertThat(threads.answers(CATS, "t")).isEqualTo(5);
        assertThat(many(number -> threads.admit(CATS, "t", "m" + number, 5)))
                .as("who was admitted still is")
                .isEqualTo(5);
        assertThat(threads.answers(CATS, "t")).isEqualTo(5);
        assertThat(threads.admit(CATS, "another", "m", 1)).isTrue();
        assertThat(threads.admit(ELSEWHERE, "t", "m", 1)).isTrue();
    }

    @Test
    void anAnswerThatIsNotGivenLeavesItsPlace() {
        assertThat(threads.admit(CATS, "t", "a", 1)).isTrue();
        assertThat(threads.admit(CATS, "t", "b", 1)).isFalse();
        threads.withdraw(CATS, "t", "b");
        assertThat(threads.admit(CATS, "t", "b", 1)).isFalse();
        threads.withdraw(CATS, "t", "a");
        assertThat(threads.admit(CATS, "t", "b", 1)).isTrue();
    }

    @Test
    void oneMessageIsToldWhyThereIsNoDream() {
        assertThat(many(number -> threads.explain(CATS, "t", "m" + number))).isEqualTo(1);
        assertThat(threads.explain(CATS, "another", "a")).isTrue();
        assertThat(threads.explain(CATS, "another", "b")).isFalse();
        assertThat(threads.explain(CATS, "another", "a")).as("after a crash").isTrue();
    }

    @Test
    void silenceIsForEver() {
        assertThat(threads.silence(CATS, "t")).isEmpty();
        assertThat(threads.admit(CATS, "t", "a", 5)).isTrue();
        assertThat(threads.silence(CATS, "t")).isEmpty();
        threads.silence(CATS, "t", new Reason("removed"));
        threads.silence(CATS, "t", new Reason("once more"));
        threads.silence(CATS, "new", new Reason("locked"));
        assertThat(threads.silence(CATS, "t")).contains(new Reason("removed"));
        assertThat(threads.silence(CATS, "new")).contains(new Reason("locked"));
        assertThat(threads.silence(ELSEWHERE, "t")).isEmpty();
        assertThat(threads.admit(CATS, "t", "a", 5)).isFalse();
        retention.forgetPostings(NONE);
        departures.left(CATS);
        departures.forget(NONE);
        assertThat(threads.silence(CATS, "t")).contains(new Reason("removed"));
        assertThat(threads.admit(CATS, "new", "a", 5)).isFalse();
    }

    @Test
    void aClosedCommunityIsTriedAgainAfterAWhile() {
        assertThat(closures.of(CATS)).isEmpty();
        closures.close(CATS, "banned", new Reason("The bot is banned there."), DAY);
        closures.close(DOGS, "private", Reason.NONE, NONE);
        closures.close(ELSEWHERE, "banned", Reason.NONE, DAY);
        Closure closure = closures.of(CATS).orElseThrow();
        assertThat(closure.kind()).isEqualTo("banned");
        assertThat(closure.why().text()).isEqualTo("The bot is banned there.");
        assertThat(Duration.between(closure.since(), closure.until())).isEqualTo(DAY);
        assertThat(closures.of(DOGS)).as("it is time to try again").isEmpty();
        assertThat(closures.all("forum")).containsExactly(closure);
        closures.close(CATS, "banned", Reason.NONE, DAY.plusDays(1));
        assertThat(closures.of(CATS).orElseThrow().since()).isEqualTo(closure.since());
        assertThat(closures.of(CATS).orElseThrow().until()).isAfter(closure.until());
        closures.close(CATS, "locked", Reason.NONE, DAY);
        assertThat(closures.of(CATS).orElseThrow().kind()).isEqualTo("locked");
        assertThat(closures.reopen(CATS)).isTrue();
        assertThat(closures.reopen(CATS)).isFalse();
        assertThat(closures.all("forum")).isEmpty();
    }

    @Test
    void whoIsParkedWaitsAsLongAsTheLongestWordSays() {
        closures.park(CATS, DAY);
        closures.park(CATS, Duration.ofMinutes(1));
        closures.park(DOGS, NONE);
        assertThat(closures.parked(CATS).orElseThrow())
                .isBetween(
                        Instant.now().plus(DAY).minusSeconds(60),
                        Instant.now().plus(DAY).plusSeconds(60));
        assertThat(closures.parked(DOGS)).isEmpty();
        closures.park(DOGS, DAY);
        assertThat(closures.parked(DOGS)).isPresent();
        assertThat(closures.of(CATS)).as("what is asked there is not refused").isEmpty();
    }

    @Test
    void theLastGoodPageHoldsUntilTheNext() {
        assertThat(pages.of(CATS)).isEmpty();
        pages.seen(CATS, "1");
        assertThat(pages.of(CATS).orElseThrow().valid()).isEmpty();
        pages.valid(CATS, new Valid("2", "enabled: true"));
        pages.seen(CATS, "3");
        assertThat(pages.of(CATS).orElseThrow().valid()).contains(new Valid("2", "enabled: true"));
        assertThat(pages.of(CATS).orElseThrow().seen()).isEqualTo("3");
        pages.valid(CATS, new Valid("4", ""));
        assertThat(pages.of(CATS).orElseThrow().valid()).contains(new Valid("4", ""));
        assertThat(pages.of(CATS).orElseThrow().seen()).isEqualTo("4");
        assertThat(pages.of(CATS).orElseThrow().fault()).isEmpty();
        assertThat(pages.of(DOGS)).isEmpty();
    }

    @Test
    void aFaultIsToldOnceARevision() {
        assertThat(many(number -> pages.tell(CATS, "1"))).isEqualTo(1);
        assertThat(pages.of(CATS).orElseThrow().fault()).contains(new Fault("1", false));
        pages.untold(CATS, "1");
        assertThat(pages.tell(CATS, "1")).isTrue();
        pages.told(CATS, "1");
        pages.untold(CATS, "1");
        assertThat(pages.tell(CATS, "1")).isFalse();
        assertThat(pages.of(CATS).orElseThrow().fault()).contains(new Fault("1", true));
        assertThat(pages.tell(CATS, "2")).isTrue();
        pages.told(CATS, "1");
        assertThat(pages.of(CATS).orElseThrow().fault()).contains(new Fault("2", false));
    }

    @Test
    void whoListensFirstSaysSinceWhen() throws InterruptedException {
        Instant since = hearing.since(Scope.platform("forum"));
        assertThat(since)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        Thread.sleep(5);
        assertThat(hearing.since(Scope.platform("forum"))).isEqualTo(since);
        assertThat(hearing.since(CATS)).isAfter(since);
        assertThat(new SqlHearing(database).since(Scope.platform("forum"))).isEqualTo(since);
    }

    private static Seen seen(int number) {
        return new Seen(String.format("p%03d", number), LONG_AGO.plusSeconds(number / 2));
    }

    @Test
    void theLatestThatWasSeenIsRemembered() {
        assertThat(hearing.latest(CATS, 9)).isEmpty();
        hearing.seen(CATS, List.of());
        hearing.seen(CATS, List.of(seen(2), seen(1), seen(4)));
        hearing.seen(CATS, List.of(seen(3), seen(4)));
        hearing.seen(DOGS, List.of(seen(9)));
        assertThat(hearing.latest(CATS, 9)).containsExactly(seen(4), seen(3), seen(2), seen(1));
        hearing.seen(
                CATS, IntStream.range(10, 150).mapToObj(PostingsContract::seen).toList());
        assertThat(hearing.latest(CATS, 999))
                .hasSize(100)
                .startsWith(seen(149), seen(148))
                .endsWith(seen(50));
        hearing.seen(CATS, List.of(seen(1)));
        assertThat(hearing.latest(CATS, 999)).hasSize(100).doesNotContain(seen(1));
        assertThat(hearing.latest(DOGS, 9)).containsExactly(seen(9));
    }

    private void everything(Scope community) {
        answered(community, "ours");
        threads.admit(community, "t", "m", 1);
        threads.explain(community, "t", "m");
        closures.close(community, "banned", Reason.NONE, DAY);
        closures.park(community, DAY);
        pages.valid(community, new Valid("1", "a: b"));
        hearing.since(community);
        hearing.seen(community, List.of(seen(1), seen(9)));
    }

    private List<Object> known(Scope community) {
        return List.of(
                postings.named(community.front(), "ours").isPresent(),
                threads.answers(community, "t"),
                threads.explain(community, "t", "another"),
                closures.of(community).isPresent(),
                closures.parked(community).isPresent(),
                pages.of(community).isPresent(),
                hearing.latest(community, 9).size());
    }

    @Test
    void whoLeavesIsForgotten() throws InterruptedException {
        List.of(CATS, ELSEWHERE).forEach(this::everything);
        Instant since = hearing.since(CATS);
        assertThat(known(CATS)).containsExactly(true, 1, false, true, true, true, 2);
        Thread.sleep(5);
        departures.left(CATS);
        departures.forget(DAY);
        assertThat(postings.named("forum", "ours")).as("it may come back").isPresent();
        departures.forget(NONE);
        assertThat(known(CATS)).containsExactly(false, 0, true, false, false, false, 0);
        assertThat(hearing.since(CATS)).isAfter(since);
        assertThat(known(ELSEWHERE)).containsExactly(true, 1, false, true, true, true, 2);
    }

    @Test
    void whatWasAnsweredSinceIsLookedAfterAlthoughTheCommunityHasLeft() throws InterruptedException {
        departures.left(CATS);
        Thread.sleep(5);
        everything(CATS);
        departures.forget(NONE);
        assertThat(known(CATS)).containsExactly(true, 1, false, false, false, false, 0);
    }

    @Test
    void whatIsOldIsForgottenButTheLatestThatWasSeen() {
        everything(CATS);
        Instant since = hearing.since(CATS);
        retention.forgetPostings(DAY);
        assertThat(known(CATS)).containsExactly(true, 1, false, true, true, true, 1);
        retention.forgetPostings(NONE);
        assertThat(known(CATS)).containsExactly(false, 0, true, true, true, false, 1);
        assertThat(hearing.latest(CATS, 9)).containsExactly(seen(9));
        assertThat(hearing.since(CATS)).isEqualTo(since);
        retention.forgetPostings(DAY.plusDays(1).negated());
        assertThat(closures.of(CATS)).isEmpty();
        assertThat(closures.parked(CATS)).isEmpty();
    }
}
