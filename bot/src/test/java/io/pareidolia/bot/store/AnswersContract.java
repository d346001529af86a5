package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Answers;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Outbox;
import io.pareidolia.bot.job.OutboxPolicy;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Charge;
import io.pareidolia.dream.content.ContentRule;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold of answers on whatever database they are kept. */
@Timeout(300)
abstract class AnswersContract {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A try that is lost before it begins. */
    private static final Duration NONE = Duration.ofSeconds(-1);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Wish WISH = new Wish("eyes", new Wish.Source.Link("https://example.com/a.png"));
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final JobPicture DREAM = new JobPicture(JobPicture.DREAM, "b".repeat(64), "image/png", 20);
    private static final Instant HOUR = Instant.parse("2026-01-01T10:00:00Z");

    private Database database;
    private Jobs jobs;
    private Answers answers;
    private int requests;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        jobs = new SqlJobs(database, new SecureRandom());
        answers = new SqlAnswers(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private JobId queued() {
        JobId id = jobs.receive(new Received(
                        "request " + ++requests,
                        new Asker("lobby", "c", "m"),
                        List.of(),
                        false,
                        WISH,
                        "page",
                        Optional.empty()))
                .job()
                .id();
        Charge charge = new Charge("lobby/c/m", HOUR, HOUR.plusSeconds(3600), 1, 1000);
        jobs.queue(
                id,
                new Accepted("look=eyes", 1, 0, Optional.empty(), ContentRule.SENSITIVE, List.of(SOURCE)),
                new Booking(List.of(charge), 99, 99, 999));
        return id;
    }

    private JobId dreamed() {
        JobId id = queued();
        Claim claim = jobs.claim("worker", PATIENCE).orElseThrow();
        assertThat(jobs.dreamed(claim.lease(), List.of(DREAM), 1, false, KEPT)).isTrue();
        return id;
    }

    private Job job(JobId id) {
        return jobs.find(id).orElseThrow();
    }

    private double used() {
        return database.read(handle -> Ledger.used(handle, "lobby/c/m", HOUR.toEpochMilli()));
    }

    @Test
    void aDreamIsAnsweredOnce() {
        JobId id = dreamed();
        assertThat(answers.next("discord", PATIENCE)).isEmpty();
        Answer answer = answers.next("lobby", PATIENCE).orElseThrow();
        assertThat(answer.job().id()).isEqualTo(id);
        assertThat(answer.outputs()).containsExactly(DREAM);
        assertThat(answer.attempt()).isEqualTo(1);
        assertThat(answer.unsure()).isFalse();
        assertThat(job(id).state()).isEqualTo(JobState.ANSWERING);
        assertThat(answers.next("lobby", PATIENCE)).isEmpty();
        assertThat(answers.delivered(answer)).isTrue();
        assertThat(answers.delivered(answer)).isFalse();
        assertThat(job(id).state()).isEqualTo(JobState.ANSWERED);
        assertThat(used()).isEqualTo(1);
        assertThat(answers.next("lobby", NONE)).isEmpty();
    }

    @Test
    void whatIsKeptBesideADreamIsNoAnswer() {
        JobPicture filmstrip = new JobPicture(JobPicture.FILMSTRIP, "c".repeat(64), "image/jpeg", 5);
        JobId id = queued();
        Lease lease = jobs.claim("w", Duration.ofMinutes(1)).orElseThrow().lease();
        assertThat(jobs.dreamed(lease, List.of(filmstrip, DREAM), 1, false, KEPT))
                .isTrue();
        assertThat(answers.next("lobby", PATIENCE).orElseThrow().outputs()).containsExactly(DREAM);
        assertThat(jobs.pictures(id)).contains(DREAM, filmstrip);
    }

    @Test
    void aRefusalIsToldToo() {
        JobId id = queued();
        assertThat(jobs.end(id, JobState.REFUSED, "Not this one.")).isTrue();
        Answer answer = answers.next("lobby", PATIENCE).orElseThrow();
        assertThat(answer.outputs()).isEmpty();
        assertThat(answer.job().sentence()).contains("Not this one.");
        assertThat(answers.delivered(answer)).isTrue();
        assertThat(job(id).state()).isEqualTo(JobState.REFUSED);
    }

    @Test
    void whoCancelledIsToldNothing() {
        assertThat(jobs.cancel(queued(), "Cancelled.")).isTrue();
        assertThat(answers.next("lobby", PATIENCE)).isEmpty();
    }

    @Test
    void aTryThatWasNotHeardOfAgainMayHaveArrivedAndCountsNoMore() {
        JobId id = dreamed();
        Answer lost = answers.next("lobby", NONE).orElseThrow();
        Answer second = answers.next("lobby", PATIENCE).orElseThrow();
        assertThat(second.unsure()).isTrue();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(answers.later(lost, Duration.ZERO, false)).isFalse();
        assertThat(answers.delivered(lost)).isFalse();
        assertThat(job(id).state()).isEqualTo(JobState.ANSWERING);
        assertThat(answers.later(second, Duration.ZERO, true)).isTrue();
        assertThat(job(id).state()).isEqualTo(JobState.DREAMED);
        assertThat(answers.next("lobby", PATIENCE).orElseThrow().unsure()).isTrue();
    }

    @Test
    void whatFailedForCertainIsTriedAgainAfterAWhile() {
        dreamed();
        Answer first = answers.next("lobby", PATIENCE).orElseThrow();
        assertThat(answers.later(first, Duration.ofHours(1), false)).isTrue();
        assertThat(answers.next("lobby", PATIENCE)).isEmpty();
    }

    @Test
    void whatCanNeverArriveIsGivenBack() {
        JobId id = dreamed();
        Answer answer = answers.next("lobby", PATIENCE).orElseThrow();
        assertThat(answers.never(answer, "The channel is gone.")).isTrue();
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(job(id).sentence()).contains("The channel is gone.");
        assertThat(used()).isZero();
    }

    /** A front that fails before or after the effect, or is killed in between, and counts what has arrived. */
    private static final class Counting implements Front {
        private final Random random = new Random(5);
        private final Map<String, Integer> effects = new HashMap<>();

        @Override
        public String name() {
            return "lobby";
        }

        @Override
        public void progressed(Job job, Progress progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Delivery deliver(Answer answer) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    return new Delivery.Later(Duration.ZERO, "busy");
                }
                case 1 -> throw new IllegalStateException("broken before");
                case 2 -> {
                    effects.merge(answer.key(), 1, Integer::sum);
                    throw new IllegalStateException("broken after");
                }
                default -> {
                    effects.merge(answer.key(), 1, Integer::sum);
                    return new Delivery.Delivered();
                }
            }
        }

        @Override
        public boolean arrived(Answer answer) {
            if (random.nextInt(4) == 0) {
                throw new IllegalStateException("not to be reached");
            }
            return effects.containsKey(answer.key());
        }
    }

    @Test
    void everyAnswerArrivesExactlyOnceHoweverTheFrontFails() {
        List<JobId> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(dreamed());
        }
        Counting front = new Counting();
        OutboxPolicy policy = new OutboxPolicy(Duration.ZERO, Duration.ZERO, 1000, 1000, PATIENCE);
        Outbox outbox = new Outbox(front, answers, policy, new Random(7));
        while (outbox.deliverNext()) {
            // until nothing is owed
        }
        assertThat(front.effects)
                .hasSize(60)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(1));
        assertThat(all).allSatisfy(id -> assertThat(job(id).state()).isEqualTo(JobState.ANSWERED));
    }

    private static Front saying(Front.Delivery delivery) {
        return new Front() {
            @Override
            public String name() {
                return "lobby";
            }

            @Override
            public void progressed(Job job, Progress progress) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Delivery deliver(Answer answer) {
                return delivery;
            }

            @Override
            public boolean arrived(Answer answer) {
                return false;
            }
        };
    }

    private int triesOf(Front front) {
        OutboxPolicy policy = new OutboxPolicy(Duration.ZERO, Duration.ZERO, 3, 5, PATIENCE);
        Outbox outbox = new Outbox(front, answers, policy, new Random(7));
        int tries = 0;
        while (outbox.deliverNext()) {
            tries++;
        }
        return tries;
    }

    /** A platform that is away for a night is no reason. */
    @Test
    void whereNothingGetsThroughItIsTriedMoreOften() {
        JobId id = dreamed();
        assertThat(triesOf(saying(new Front.Delivery.Closed(Duration.ZERO, "away"))))
                .isEqualTo(5);
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void afterSoManyTriesAnAnswerIsGivenUp() {
        JobId id = dreamed();
        assertThat(triesOf(saying(new Front.Delivery.Later(Duration.ZERO, "busy"))))
                .isEqualTo(3);
        assertThat(job(id).state()).isEqualTo(JobState.FAILED);
        assertThat(used()).isZero();
    }
}
