package io.pareidolia.bot.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.ContentRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> done = new ArrayList<>();

    /** An answer of which an earlier try may have arrived. */
    private static Answer unsure() {
        Received received = new Received(
                "request",
                new Asker("front", "c", "m"),
                List.of(),
                false,
                new Wish("eyes", new Wish.Source.Link("https://example.com/a.png")),
                "page",
                Optional.empty());
        Job job = new Job(
                new JobId("0".repeat(26)),
                received,
                JobState.ANSWERING,
                Optional.of("look=eyes"),
                1,
                0,
                ContentRule.OFF,
                1,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of(1.0),
                false,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
        return new Answer(job, List.of(), 2, true);
    }

    private final class OneAnswer implements Answers {
        @Override
        public Optional<Answer> next(String front, Duration patience) {
            return Optional.of(unsure());
        }

        @Override
        public boolean delivered(Answer answer) {
            return done.add("delivered");
        }

        @Override
        public boolean later(Answer answer, Duration after, boolean unsure) {
            return done.add(unsure ? "later, unsure" : "later, sure");
        }

        @Override
        public boolean never(Answer answer, String reason) {
            return done.add("never");
        }
    }

    /** Takes its time to say that nothing has arrived. */
    private final class SlowFront implements Front {
        private final Duration time;

        SlowFront(Duration time) {
            this.time = time;
        }

        @Override
        public String name() {
            return "front";
        }

        @Override
        public void progressed(Job job, Progress progress) {
            done.add("progressed");
        }

        @Override
        public Delivery deliver(Answer answer) {
            done.add("tried");
            return new Delivery.Delivered();
        }

        @Override
        public boolean arrived(Answer answer) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
    }

    private void deliver(Duration slowness, Duration patience) {
        OutboxPolicy policy = new OutboxPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 9, 9, patience);
        assertThat(new Outbox(new SlowFront(slowness), new OneAnswer(), policy, new Random(1)).deliverNext())
                .isTrue();
    }

    @Test
    void aTryThatComesInTimeIsMade() {
        deliver(Duration.ZERO, Duration.ofMinutes(5));
        assertThat(done).containsExactly("tried", "delivered");
    }

    /** Meanwhile another process may have taken it for lost. */
    @Test
    void aTryThatComesLateIsLeftToTheNextOne() {
        deliver(Duration.ofMillis(50), Duration.ofMillis(50));
        assertThat(done).containsExactly("later, unsure");
    }
}
