package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.dream.content.ContentRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of communities and of what is theirs: who has what, who had most, who is gone. */
@Timeout(300)
abstract class CommunitiesContract {
    private static final Author ANNA = Author.operator("anna");
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** Over before it begins. */
    private static final Duration NONE = Duration.ofSeconds(-1);

    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");
    private static final Scope GUILD = Scope.community("discord", "1");

    @TempDir
    Path folder;

    private Database database;
    private SqlJobs jobs;
    private FolderPictures pictures;
    private SqlRetention retention;
    private Belongings belongings;
    private Departures departures;
    private Turnover turnover;
    private int requests;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        jobs = new SqlJobs(database, new SecureRandom());
        pictures = new FolderPictures(folder.resolve("pictures"), 1_000_000, 0.9, Clock.systemUTC());
        retention = new SqlRetention(database, jobs, pictures);
        belongings = new SqlBelongings(database, new JobDesk(database, jobs), retention);
        departures = new SqlDepartures(database);
        turnover = new SqlTurnover(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobPicture kept(String role, String content) throws IOException {
        return pictures.keep(role, Files.writeString(folder.resolve("file"), content), "image/png");
    }

    private JobId queued(String community, String member, String content) throws IOException {
        JobPicture source = kept(JobPicture.SOURCE, content);
        JobId id = jobs.receive(new Received(
                        "request " + ++requests,
                        new Asker("discord", community, member),
                        List.of(),
                        false,
                        new Wish("eyes", new Wish.Source.Kept(source)),
                        "{\"user\":" + member + ",\"author\":77}",
                        Optional.empty()))
                .job()
                .id();
        Charge charge = new Charge("discord/" + community, HOUR, HOUR.plusSeconds(3600), 1, 1000);
        jobs.queue(
                id,
                new Accepted("look=eyes", 1, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(source)),
                new Booking(List.of(charge), 99, 99, 999));
        return id;
    }

    private JobId answered(String community, String member, String content, double seconds) throws IOException {
        JobId id = queued(community, member, content);
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        assertThat(claim.job().id()).isEqualTo(id);
        jobs.dreamed(
                claim.lease(),
                List.of(kept(JobPicture.DREAM, "dream of " + content)),
                seconds,
                false,
                Duration.ofDays(30));
        SqlAnswers answers = new SqlAnswers(database);
        assertThat(answers.delivered(answers.next("discord", LEASE).orElseThrow()))
                .isTrue();
        return id;
    }

    private List<String> roles(JobId id) {
        return jobs.pictures(id).stream().map(JobPicture::role).toList();
    }

    @Test
    void whatIsPutAsideIsFoundByNobodyUntilItIsShownAgain() throws IOException {
        JobId id = answered("1", "7", "cat", 2);
        String source = jobs.pictures(id).stream()
                .filter(picture -> picture.role().equals(JobPicture.SOURCE))
                .findFirst()
                .orElseThrow()
                .sha256();
        assertThat(belongings.release(id, ANNA)).isFalse();
        assertThat(belongings.hold(id, ANNA)).isTrue();
        assertThat(belongings.hold(id, ANNA)).isFalse();
        assertThat(belongings.isHeld(id)).isTrue();
        assertThat(jobs.isPutAside(source)).isTrue();
        assertThat(roles(id))
                .doesNotContain(JobPicture.SOURCE, JobPicture.DREAM)
                .hasSize(2);
        assertThat(belongings.release(id, ANNA)).isTrue();
        assertThat(belongings.isHeld(id)).isFalse();
        assertThat(jobs.isPutAside(source)).isFalse();
        assertThat(roles(id)).containsExactlyInAnyOrder(JobPicture.SOURCE, JobPicture.DREAM);
        assertThat(new SqlAuditTrail(database).latest(GUILD, 10))
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly("report --lift discord/1", "report discord/1");
    }

    @Test
    void whatIsDreamedAtTheMomentIsNotPutAside() throws IOException {
        JobId id = queued("1", "7", "cat");
        assertThat(belongings.hold(id, ANNA)).isFalse();
        assertThat(roles(id)).containsExactly(JobPicture.SOURCE);
    }

    @Test
    void whatIsPutAsideIsDeletedWithItsDreamWhenItsTimeIsOver() throws IOException {
        JobId id = queued("1", "7", "cat");
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        jobs.dreamed(claim.lease(), List.of(kept(JobPicture.DREAM, "dream")), 1, false, NONE);
        SqlAnswers answers = new SqlAnswers(database);
        answers.delivered(answers.next("discord", LEASE).orElseThrow());
        belongings.hold(id, ANNA);
        retention.sweep(Duration.ofDays(1));
        assertThat(roles(id)).isEmpty();
    }

    @Test
    void eachForgetsWhatIsTheirs() throws IOException {
        JobId ofSeven = answered("1", "7", "cat", 2);
        JobId elsewhere = answered("2", "7", "dog", 2);
        JobId ofEight = answered("1", "8", "bird", 2);
        JobId waiting = queued("2", "7", "fish");
        assertThat(belongings.cancel(Scope.everywhere("discord", "7"), "Not any more.", ANNA))
                .isEqualTo(1);
        assertThat(jobs.find(waiting).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(belongings.forget(Scope.everywhere("discord", "7"))).isEqualTo(3);
        assertThat(roles(ofSeven)).isEmpty();
        assertThat(roles(elsewhere)).isEmpty();
        assertThat(roles(ofEight)).hasSize(2);
        assertThat(belongings.forget("discord", "\"author\":7}"))
                .as("the name of another begins like this")
                .isZero();
        assertThat(belongings.forget("discord", "\"author\":77}")).isEqualTo(1);
        assertThat(roles(ofEight)).isEmpty();
    }

    /** Dreamed, and then never delivered; perhaps after a try of which nobody knows. */
    private JobId given(String member, boolean unsure) throws IOException {
        JobId id = queued("1", member, "picture " + requests);
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        jobs.dreamed(claim.lease(), List.of(kept(JobPicture.DREAM, "dream " + requests)), 1, false, LEASE);
        SqlAnswers answers = new SqlAnswers(database);
        answers.later(answers.next("discord", LEASE).orElseThrow(), Duration.ZERO, unsure);
        assertThat(answers.never(answers.next("discord", LEASE).orElseThrow(), "It is gone."))
                .isTrue();
        return id;
    }

    @Test
    void whoseDreamWasGivenUpIsToldSo() throws IOException {
        Scope seven = Scope.everywhere("discord", "7");
        given("8", true);
        answered("1", "7", "cat", 2);
        assertThat(belongings.unconfirmed(seven, LEASE, 9)).isEmpty();
        JobId first = given("7", true);
        JobId second = given("7", false);
        assertThat(belongings.unconfirmed(seven, LEASE, 9))
                .extracting(job -> job.id())
                .containsExactly(second, first);
        assertThat(belongings.unconfirmed(seven, LEASE, 1)).hasSize(1);
        assertThat(belongings.unconfirmed(seven, NONE, 9)).isEmpty();
        assertThat(new SqlUsage(database).used(List.of(new Charge("discord/1", HOUR, HOUR.plusSeconds(3600), 1, 1000))))
                .as("what nobody may have had costs nothing: only the cat is charged")
                .containsExactly(1.0);
    }

    /** The second try to tell a sentence, after one of which nobody knows. */
    private Answer sentence(SqlAnswers answers) throws IOException {
        queued("1", "7", "cat");
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        assertThat(jobs.end(claim.lease(), JobState.FAILED, "It does not work."))
                .isTrue();
        answers.later(answers.next("discord", LEASE).orElseThrow(), Duration.ZERO, true);
        return answers.next("discord", LEASE).orElseThrow();
    }

    @Test
    void aSentenceThatArrivedAtTheSecondTryIsNotInDoubt() throws IOException {
        SqlAnswers answers = new SqlAnswers(database);
        assertThat(answers.delivered(sentence(answers))).isTrue();
        assertThat(belongings.unconfirmed(Scope.everywhere("discord", "7"), LEASE, 9))
                .isEmpty();
    }

    @Test
    void aSentenceThatNeverArrivedIsNoDreamThatIsMissing() throws IOException {
        SqlAnswers answers = new SqlAnswers(database);
        assertThat(answers.never(sentence(answers), "It is gone.")).isTrue();
        assertThat(belongings.unconfirmed(Scope.everywhere("discord", "7"), LEASE, 9))
                .isEmpty();
    }

    @Test
    void aBlockedPictureIsForgottenWithAllJobsOnItOfItsCommunity() throws IOException {
        JobId one = answered("1", "7", "cat", 2);
        JobId other = answered("1", "8", "cat", 2);
        JobId elsewhere = answered("2", "8", "cat", 2);
        String sha256 = kept(JobPicture.SOURCE, "cat").sha256();
        assertThat(belongings.forgetAllOn(sha256, "discord", "1")).isEqualTo(2);
        assertThat(roles(one)).isEmpty();
        assertThat(roles(other)).isEmpty();
        assertThat(roles(elsewhere)).isNotEmpty();
    }

    @Test
    void turnoverIsCountedByDayMemberAndCommunity() throws IOException {
        answered("1", "7", "cat", 2);
        answered("1", "8", "dog", 5);
        answered("1", "7", "bird", 1);
        answered("2", "7", "fish", 20);
        queued("1", "9", "mouse");
        assertThat(turnover.days(GUILD, 7)).singleElement().satisfies(day -> {
            assertThat(day.jobs()).isEqualTo(3);
            assertThat(day.seconds()).isEqualTo(8);
        });
        assertThat(turnover.members(GUILD, 7, 5))
                .containsExactly(new Turnover.Share("8", 1, 5), new Turnover.Share("7", 2, 3));
        assertThat(turnover.members(GUILD, 7, 1)).hasSize(1);
        assertThat(turnover.communities("discord", 7, 5))
                .containsExactly(
                        new Turnover.Total(Scope.community("discord", "2"), 1, 20), new Turnover.Total(GUILD, 3, 8));
        assertThat(turnover.days(Scope.community("lobby", "1"), 7)).isEmpty();
    }

    @Test
    void whoLeftIsForgottenAfterAWhileUnlessTheyCameBack() {
        Scope other = Scope.community("discord", "11");
        Scope member = Scope.member("discord", "1", "7");
        SqlRules rules = new SqlRules(database);
        SqlConduct conduct = new SqlConduct(database);
        for (Scope scope : List.of(GUILD, other, member)) {
            rules.set(scope, Map.of(RuleKey.JOBS_PER_DAY, "3"), ANNA);
            conduct.ban(scope, Optional.empty(), Reason.NONE, ANNA);
        }
        conduct.pause(GUILD, Reason.NONE, ANNA);
        departures.present(GUILD);
        departures.present(GUILD);
        departures.present(other);
        assertThat(departures.present("discord")).containsExactlyInAnyOrder(GUILD, other);
        assertThat(departures.present("lobby")).isEmpty();
        departures.left(GUILD);
        departures.left(other);
        departures.present(other);
        assertThat(departures.present("discord")).containsExactly(other);
        assertThat(departures.forget(Duration.ofDays(30))).isZero();
        assertThat(rules.all()).hasSize(3);
        assertThat(departures.forget(NONE)).isEqualTo(1);
        assertThat(rules.all()).containsOnlyKeys(other);
        assertThat(conduct.pauses()).isEmpty();
        assertThat(conduct.bans())
                .as("nobody gets rid of the ban of a whole community by leaving")
                .extracting(ban -> ban.scope().text())
                .containsExactlyInAnyOrder("discord/1", "discord/11");
        assertThat(departures.forget(NONE)).isZero();
    }
}
