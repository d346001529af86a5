package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.ContentRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandedJobTest {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration OBEDIENCE = Duration.ofSeconds(2);
    private static final Duration PREPARATION = Duration.ofSeconds(100);

    private final HandedJob job = new HandedJob(
            new DreamTask(
                    "job",
                    "size=4",
                    Path.of("source"),
                    Path.of("dream.png"),
                    Optional.empty(),
                    Optional.empty(),
                    ContentRule.OFF,
                    Optional.empty(),
                    MOST),
            new DreamerListener() {});

    @Test
    void whatAChildPreparesIsNotTheJobsTime() {
        assertThat(job.overdue(PREPARATION, OBEDIENCE)).isEmpty();
        job.hear(new DreamerProtocol.Begun("job"));
        assertThat(job.overdue(MOST, OBEDIENCE)).isEmpty();
        assertThat(job.overdue(OBEDIENCE.plusMillis(1), OBEDIENCE)).containsInstanceOf(DreamOutcome.Failed.class);
    }

    @Test
    void aChildThatNeverBeginsLosesTheJobAndIsNotToBlameForIt() {
        assertThat(job.overdue(PREPARATION.multipliedBy(2), OBEDIENCE))
                .contains(new DreamOutcome.Lost("it did not begin a job", false));
    }

    @Test
    void whatIsCancelledEndsSoon() {
        job.hear(new DreamerProtocol.Begun("job"));
        assertThat(job.cancel()).isTrue();
        assertThat(job.cancel()).isFalse();
        assertThat(job.overdue(OBEDIENCE, OBEDIENCE)).isEmpty();
        assertThat(job.overdue(Duration.ofMillis(1), OBEDIENCE)).contains(new DreamOutcome.Cancelled());
    }
}
