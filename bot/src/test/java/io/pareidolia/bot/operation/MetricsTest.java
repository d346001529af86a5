package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Front.Delivery;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.QueueFigures;
import io.pareidolia.bot.job.QueueFigures.Waiting;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Refusal;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.dream.content.ContentRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final List<Waiting> queue = new ArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final QueueFigures figures = () -> {
        looks.incrementAndGet();
        return queue;
    };
    private final Metrics metrics = new Metrics(figures, new DiskFigures(Path.of("."), () -> 12_345, 1_000_000));

    @AfterEach
    void close() {
        metrics.close();
    }

    static Job job(String recipe) {
        Received received = new Received(
                "1",
                new Asker("lobby", "lobby", "me"),
                List.of(),
                false,
                new Wish("", new Wish.Source.Link("https://example.com/a.png")),
                "here",
                Optional.empty());
        return new Job(
                JobId.random(new SecureRandom()),
                received,
                JobState.DREAMING,
                Optional.of(recipe),
                1,
                0,
                ContentRule.SENSITIVE,
                1,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private String line(String beginning) {
        return metrics.text()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse("no line begins with " + beginning + " in\n" + metrics.text());
    }

    @Test
    void aDreamCountsByDeviceAndNetwork() {
        metrics.announced(new WorkerCard("here cpu", "cpu", 1, 1, List.of("inception-v3")));
        Job job = job("network=inception-v3 layer=mixed4 seed=1");
        Lease lease = new Lease(job.id(), 1);
        metrics.claimed("here cpu", new Claim(lease, job, List.of()), Duration.ofMillis(3));
        metrics.dreamed(lease, 7.5, true);
        assertThat(line("pareidolia_dream_seconds_sum{device=\"cpu\",network=\"inception-v3\"}"))
                .endsWith(" 7.5");
        assertThat(line("pareidolia_claim_seconds_bucket{outcome=\"job\",le=\"0.005\"}"))
                .endsWith(" 1");
        assertThat(line("pareidolia_filter_total{outcome=\"hidden\"}")).endsWith(" 1.0");
        assertThat(line("pareidolia_jobs_total{state=\"dreamed\"}")).endsWith(" 1.0");
    }

    @Test
    void aDreamOfAnUnknownWorkerCountsToo() {
        metrics.dreamed(new Lease(job("").id(), 1), 1, false);
        assertThat(line("pareidolia_dream_seconds_count{device=\"unknown\",network=\"unknown\"}"))
                .endsWith(" 1");
    }

    @Test
    void refusalsAndDeliveriesCountByWhatTheyAre() {
        Job job = job("");
        metrics.decided(new Decided.Refused(job, Refusal.of(Refusal.Reason.QUOTA, "Enough.")));
        metrics.decided(new Decided.Refused(job, Refusal.of(Refusal.Reason.CONTENT, "No.")));
        metrics.decided(new Decided.Queued(job));
        metrics.blocked();
        Answer answer = new Answer(job, List.of(), 1, false);
        metrics.tried("lobby", answer, new Delivery.Unknown("?"), Duration.ofMillis(20));
        metrics.tried("lobby", answer, new Delivery.Delivered(), Duration.ofMillis(20));
        metrics.delivered(answer);
        assertThat(line("pareidolia_refusals_total{reason=\"quota\"}")).endsWith(" 1.0");
        assertThat(line("pareidolia_refusals_total{reason=\"content\"}")).endsWith(" 2.0");
        assertThat(line("pareidolia_refusals_total{reason=\"too_large\"}")).endsWith(" 0.0");
        assertThat(line("pareidolia_filter_total{outcome=\"blocked\"}")).endsWith(" 2.0");
        assertThat(line("pareidolia_delivery_seconds_count{front=\"lobby\",outcome=\"unknown\"}"))
                .endsWith(" 1");
        assertThat(line("pareidolia_delivery_seconds_count{front=\"lobby\",outcome=\"delivered\"}"))
                .endsWith(" 1");
        assertThat(line("pareidolia_answers_total{front=\"lobby\",outcome=\"delivered\"}"))
                .endsWith(" 1.0");
    }

    @Test
    void theLongestQueuesAreShownAndTheOthersAsOne() {
        for (int i = 0; i < 1000; i++) {
            queue.add(new Waiting("discord", "guild " + i, 2000 - i, 1, Optional.of(Duration.ofSeconds(i))));
        }
        List<String> rows = metrics.text()
                .lines()
                .filter(line -> line.startsWith("pareidolia_queue_jobs{"))
                .toList();
        assertThat(rows).hasSize(QueueGauges.SHOWN + 1);
        assertThat(line("pareidolia_queue_jobs{community=\"guild 0\",front=\"discord\"}"))
                .endsWith(" 2000.0");
        int others =
                queue.stream().skip(QueueGauges.SHOWN).mapToInt(Waiting::jobs).sum();
        assertThat(line("pareidolia_queue_jobs{community=\"(others)\"")).endsWith(" " + (double) others);
        assertThat(line("pareidolia_queue_oldest_seconds{community=\"(others)\""))
                .endsWith(" 999.0");
        assertThat(looks).as("looks at the store, for all these readings").hasValue(1);
    }

    @Test
    void whatIsNotInTheQueueAnyMoreIsNotShownAndABrokenStoreHidesTheRows() {
        List<Waiting> answer = new ArrayList<>(List.of(new Waiting("lobby", "a", 1, 0, Optional.empty())));
        long[] now = {0};
        try (Metrics unused = metrics) {
            io.micrometer.core.instrument.simple.SimpleMeterRegistry registry =
                    new io.micrometer.core.instrument.simple.SimpleMeterRegistry();
            QueueGauges gauges = new QueueGauges(
                    registry,
                    () -> {
                        if (answer.isEmpty()) {
                            throw new IllegalStateException("the store is gone");
                        }
                        return List.copyOf(answer);
                    },
                    () -> now[0]);
            gauges.refresh();
            assertThat(registry.find("pareidolia.queue.jobs").gauges()).hasSize(1);
            answer.clear();
            gauges.refresh();
            assertThat(registry.find("pareidolia.queue.jobs").gauges()).hasSize(1);
            now[0] = Duration.ofSeconds(6).toNanos();
            gauges.refresh();
            assertThat(registry.find("pareidolia.queue.jobs").gauges()).isEmpty();
        }
    }

    @Test
    void diskAndJavaAreThere() {
        assertThat(line("pareidolia_disk_pictures_bytes")).endsWith(" 12345.0");
        assertThat(line("pareidolia_disk_free_bytes")).matches("\\S+ [0-9.E]+");
        assertThat(line("jvm_memory_used_bytes")).isNotEmpty();
        assertThat(line("process_uptime_seconds")).isNotEmpty();
    }
}
