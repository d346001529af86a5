package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.QueueFigures.Waiting;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.dream.content.ContentRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of a store, whatever database it is. */
abstract class OperationContract {
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);

    private Database database;
    private Jobs jobs;
    private int requests;

    /** An empty database. */
    abstract Database open() throws Exception;

    /** A look at the same one. */
    abstract StoreInspection inspect();

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        jobs = new SqlJobs(database, new SecureRandom());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobId queue(String community, Optional<Instant> notBefore) {
        Received received = new Received(
                "request " + ++requests,
                new Asker("lobby", community, "me"),
                List.of(),
                false,
                new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")),
                "here",
                Optional.empty());
        JobId id = jobs.receive(received).job().id();
        jobs.queue(
                id,
                new Accepted("look=eyes", 1, 0, notBefore, ContentRule.SENSITIVE, List.of(SOURCE)),
                new Booking(List.of(), 9, 9, 1000));
        return id;
    }

    @Test
    void aKeyIsMadeOnceHoweverManyAskForIt() {
        SqlServiceKeys keys = new SqlServiceKeys(database);
        Set<Byte> made = IntStream.range(0, 8)
                .parallel()
                .mapToObj(number -> keys.kept("lobby", () -> new byte[] {(byte) number})[0])
                .collect(Collectors.toSet());
        assertThat(made).hasSize(1);
        assertThat(keys.kept("lobby", () -> new byte[] {99}))
                .containsExactly(made.iterator().next());
        assertThat(keys.kept("another", () -> new byte[] {99})).containsExactly(99);
    }

    @Test
    void theFiguresTellOfEachCommunityHowManyJobsWaitAndHowLong() throws InterruptedException {
        queue("small", Optional.empty());
        Thread.sleep(20);
        for (int i = 0; i < 3; i++) {
            queue("large", Optional.empty());
        }
        queue("later", Optional.of(Instant.now().plusSeconds(3600)));
        assertThat(jobs.claim("worker", Duration.ofMinutes(1))).isPresent();
        List<Waiting> waiting = new SqlQueueFigures(database).waiting();
        assertThat(waiting).extracting(Waiting::community).containsExactlyInAnyOrder("small", "large");
        assertThat(waiting.get(0).community()).isEqualTo("large");
        assertThat(waiting.stream().mapToInt(Waiting::jobs).sum()).isEqualTo(3);
        assertThat(waiting.stream().mapToInt(Waiting::running).sum()).isEqualTo(1);
        assertThat(waiting.get(0).oldest().orElseThrow()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(waiting).allMatch(row -> row.oldest().isPresent() == row.jobs() > 0);
    }

    @Test
    void anEmptyQueueHasNoRows() {
        assertThat(new SqlQueueFigures(database).waiting()).isEmpty();
    }

    @Test
    void aTouchWritesAndFailsWhereNothingCanBeWritten() {
        database.touch();
        database.close();
        assertThatThrownBy(database::touch).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aLookFindsAStoreThatIsUpToDateWhileItIsUsed() {
        StoreInspection found = inspect();
        assertThat(found.pending()).isZero();
        assertThat(found.newer()).isFalse();
        assertThat(found.damaged()).isFalse();
        assertThat(found.writable()).isTrue();
        assertThat(found.now())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void aLookFindsMigrationsThatAreMissingOrOfANewerProgram() {
        database.write(handle -> handle.execute("DELETE FROM flyway_schema_history WHERE installed_rank"
                + " = (SELECT MAX(installed_rank) FROM flyway_schema_history)"));
        assertThat(inspect().pending()).isEqualTo(1);
        database.write(handle -> handle.execute("INSERT INTO flyway_schema_history (installed_rank, version,"
                + " description, type, script, checksum, installed_by, execution_time, success)"
                + " SELECT 900, '900', 'future', type, 'V900__future.sql', 1, installed_by, 1, success"
                + " FROM flyway_schema_history WHERE version = '1'"));
        assertThat(inspect().newer()).isTrue();
    }
}
