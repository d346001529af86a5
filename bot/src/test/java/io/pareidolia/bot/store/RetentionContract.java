package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.dream.content.ContentRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of pictures, of what refers to them, and of who dreams, wherever they are kept. */
@Timeout(300)
abstract class RetentionContract {
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofDays(30);

    /** Over before it begins. */
    private static final Duration NONE = Duration.ofSeconds(-1);

    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredPictures pictures;
    private SqlJobs jobs;
    private SqlRetention retention;
    private int requests;

    /** An empty database. */
    abstract Database open() throws Exception;

    /** Pictures that go with it, at most so many bytes of them. */
    abstract StoredPictures pictures(Database database, Path folder, long budget) throws IOException;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        pictures = pictures(database, folder.resolve("pictures"), 1_000);
        jobs = new SqlJobs(database, new SecureRandom());
        retention = new SqlRetention(database, jobs, pictures);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobPicture kept(String role, String content) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), content);
        return pictures.keep(role, file, "image/png");
    }

    private boolean isThere(JobPicture picture) throws IOException {
        try (Pictures.Opened opened = pictures.open(picture.sha256())) {
            return Files.exists(opened.file());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private JobId received(JobPicture source, Optional<Instant> until) {
        return jobs.receive(new Received(
                        "request " + ++requests,
                        new Asker("lobby", "c", "m"),
                        List.of(),
                        false,
                        new Wish("eyes", new Wish.Source.Kept(source)),
                        "page",
                        until))
                .job()
                .id();
    }

    private JobId queued(JobPicture source) {
        JobId id = received(source, Optional.empty());
        Charge charge = new Charge("lobby/c/m", HOUR, HOUR.plusSeconds(3600), 1, 1000);
        jobs.queue(
                id,
                new Accepted("look=eyes", 1, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(source)),
                new Booking(List.of(charge), 99, 99, 999));
        return id;
    }

    private JobId answered(JobPicture source, JobPicture dream, Duration kept) {
        JobId id = queued(source);
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        assertThat(jobs.dreamed(claim.lease(), List.of(dream), 1, false, kept)).isTrue();
        SqlAnswers answers = new SqlAnswers(database);
        assertThat(answers.delivered(answers.next("lobby", LEASE).orElseThrow()))
                .isTrue();
        return id;
    }

    @Test
    void aPictureIsKeptOnceByItsContent() throws IOException {
        JobPicture first = kept(JobPicture.SOURCE, "a cat");
        JobPicture second = kept(JobPicture.DREAM, "a cat");
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(first.bytes()).isEqualTo(5);
        try (Pictures.Opened opened = pictures.open(first.sha256())) {
            assertThat(Files.readString(opened.file(), StandardCharsets.UTF_8)).isEqualTo("a cat");
        }
        assertThatThrownBy(() -> pictures.open("0".repeat(64))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fromTheHighWaterMarkOnThereIsNoRoom() throws IOException {
        assertThat(pictures.hasRoomFor(900)).isTrue();
        assertThat(pictures.hasRoomFor(901)).isFalse();
        kept(JobPicture.SOURCE, "x".repeat(100));
        assertThat(pictures.hasRoomFor(800)).isTrue();
        assertThat(pictures.hasRoomFor(801)).isFalse();
        kept(JobPicture.SOURCE, "x".repeat(100));
        assertThat(pictures.hasRoomFor(800))
                .as("the same once more takes no more room")
                .isTrue();
    }

    @Test
    void onePersonsDeletionNeverRemovesAnothers() throws IOException {
        JobPicture source = kept(JobPicture.SOURCE, "shared");
        JobPicture dream = kept(JobPicture.DREAM, "dream of it");
        JobId mine = answered(source, dream, LONG);
        JobId theirs = answered(source, kept(JobPicture.DREAM, "another dream"), LONG);
        assertThat(retention.forget(mine)).isTrue();
        assertThat(isThere(source)).isTrue();
        assertThat(isThere(dream)).isFalse();
        assertThat(jobs.pictures(mine)).isEmpty();
        assertThat(jobs.pictures(theirs)).hasSize(2);
        assertThat(jobs.find(mine).orElseThrow().keptUntil()).isEmpty();
        assertThat(retention.forget(theirs)).isTrue();
        assertThat(isThere(source)).isFalse();
    }

    @Test
    void whatIsNeededIsNotForgotten() throws IOException {
        JobPicture source = kept(JobPicture.SOURCE, "needed");
        JobId id = received(source, Optional.empty());
        assertThat(retention.forget(id)).as("it has not ended").isFalse();
        assertThat(retention.forget(JobId.random(new SecureRandom()))).isFalse();
        retention.sweep(NONE);
        assertThat(isThere(source)).isTrue();
        assertThat(jobs.pictures(id)).containsExactly(source);
    }

    @Test
    void sourcesAndResultsHaveTheirTimes() throws IOException {
        JobPicture source = kept(JobPicture.SOURCE, "source");
        JobPicture dream = kept(JobPicture.DREAM, "dream");
        JobId id = answered(source, dream, LONG);
        assertThat(retention.sweep(LONG)).isZero();
        assertThat(retention.sweep(NONE)).isEqualTo(1);
        assertThat(isThere(source)).isFalse();
        assertThat(isThere(dream)).isTrue();
        assertThat(jobs.pictures(id)).containsExactly(dream);
        JobId late = answered(kept(JobPicture.SOURCE, "source"), kept(JobPicture.DREAM, "late"), NONE);
        assertThat(retention.sweep(LONG)).isEqualTo(1);
        assertThat(jobs.pictures(late)).extracting(JobPicture::role).containsExactly(JobPicture.SOURCE);
    }

    @Test
    void aRequestThatNobodyCanBeAnsweredExpires() throws IOException {
        JobPicture source = kept(JobPicture.SOURCE, "source");
        JobId late = received(source, Optional.of(HOUR));
        JobId patient = received(source, Optional.of(Instant.parse("2999-01-01T00:00:00Z")));
        assertThat(retention.expire("Too late.")).isEqualTo(1);
        assertThat(jobs.find(late).map(Job::state)).contains(JobState.EXPIRED);
        assertThat(jobs.find(patient).map(Job::state)).contains(JobState.RECEIVED);
        assertThat(jobs.undecided("lobby")).containsExactly(patient);
    }

    @Test
    void aPreviewIsTheNewestAndGoesWithTheEnd() throws IOException {
        SqlPreviews previews = new SqlPreviews(database);
        JobId id = queued(kept(JobPicture.SOURCE, "source"));
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        assertThat(previews.latest(id)).isEmpty();
        previews.show(claim.lease(), new byte[] {1});
        previews.show(claim.lease(), new byte[] {2});
        assertThat(previews.latest(id)).contains(new byte[] {2});
        jobs.dreamed(claim.lease(), List.of(kept(JobPicture.DREAM, "dream")), 1, true, LONG);
        assertThat(previews.latest(id)).isEmpty();
        assertThat(jobs.find(id).orElseThrow().hidden()).isTrue();
        previews.show(claim.lease(), new byte[] {3});
        assertThat(previews.latest(id)).as("of a lease that is over").isEmpty();
    }

    @Test
    void aJobThatCostsTooManyDreamersFails() throws IOException {
        JobId id = queued(kept(JobPicture.SOURCE, "killer"));
        for (int losses = 1; losses <= 3; losses++) {
            Claim claim = jobs.claim("worker", LEASE).orElseThrow();
            assertThat(jobs.lost(claim.lease(), 3, "Given up.")).isTrue();
            assertThat(jobs.lost(claim.lease(), 3, "Given up.")).isFalse();
        }
        assertThat(jobs.find(id).map(Job::state)).contains(JobState.FAILED);
        assertThat(jobs.find(id).flatMap(Job::sentence)).contains("Given up.");
        double used = database.read(handle -> Ledger.used(handle, "lobby/c/m", HOUR.toEpochMilli()));
        assertThat(used).isZero();
    }

    @Test
    void afterTheEndOfAllLeasesJobsAreTakenUpAtOnce() throws IOException {
        JobId id = queued(kept(JobPicture.SOURCE, "source"));
        Claim claim = jobs.claim("worker", LEASE).orElseThrow();
        jobs.endLeases();
        assertThat(jobs.takeBack(3, "Given up.")).containsExactly(id);
        assertThat(jobs.claim("worker", LEASE)).isPresent();
        assertThat(jobs.dreamed(claim.lease(), List.of(), 1, false, LONG)).isFalse();
    }

    @Test
    void whatWasUsedLongAgoIsForgottenAndWhatCountsIsNot() throws IOException {
        JobId old = queued(kept(JobPicture.SOURCE, "old"));
        Instant hour = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.HOURS);
        JobId fresh = received(kept(JobPicture.SOURCE, "fresh"), Optional.empty());
        jobs.queue(
                fresh,
                new Accepted("look=eyes", 1, 0, Optional.empty(), ContentRule.SENSITIVE, List.of()),
                new Booking(List.of(new Charge("lobby/c/m", hour, hour.plusSeconds(3600), 2, 1000)), 99, 99, 999));
        database.write(handle -> handle.execute(
                "INSERT INTO refused_picture (job, front, community, member, at)"
                        + " VALUES (1, 'lobby', 'c', 'm', ?), (2, 'lobby', 'c', 'm', ?)",
                HOUR.toEpochMilli(),
                hour.toEpochMilli()));
        retention.forgetUse();
        assertThat(used(HOUR)).isZero();
        assertThat(used(hour)).isEqualTo(2);
        assertThat(rows("usage")).isEqualTo(1);
        assertThat(rows("ledger")).isEqualTo(1);
        assertThat(rows("refused_picture")).isEqualTo(1);
        jobs.cancel(old, "too late for a refund");
        jobs.cancel(fresh, "in time");
        assertThat(used(hour)).isZero();
        assertThat(new Recount(database).mistakes()).isEmpty();
    }

    private double used(Instant window) {
        return database.read(handle -> Ledger.used(handle, "lobby/c/m", window.toEpochMilli()));
    }

    private int rows(String table) {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void workersAreThereAsLongAsTheyAreHeardOf() {
        SqlWorkers workers = new SqlWorkers(database);
        WorkerCard card = new WorkerCard("host cpu", "cpu", 2, 1.5, List.of("inception-v3", "googlenet"));
        assertThat(workers.present()).isEmpty();
        workers.announce(card, LEASE);
        workers.announce(new WorkerCard("gone", "cpu", 2, 1, List.of("inception-v3")), NONE);
        assertThat(workers.present()).containsExactly(card);
        workers.leave("host cpu");
        assertThat(workers.present()).isEmpty();
    }
}
