package io.pareidolia.bot.operation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.pareidolia.bot.job.QueueFigures;
import io.pareidolia.bot.job.QueueFigures.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the queues are and how long their oldest jobs wait. The communities with the longest queues are shown, the
 * others as one: each row is a time series that whoever collects them must keep.
 */
final class QueueGauges {
    static final int SHOWN = 20;

    /** The name under which all others stand; no platform has such a one. */
    static final String OTHERS = "(others)";

    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);

    private final QueueFigures figures;
    private final LongSupplier nanoseconds;
    private final MultiGauge jobs;
    private final MultiGauge running;
    private final MultiGauge oldest;
    private Optional<Long> looked = Optional.empty();

    QueueGauges(MeterRegistry registry, QueueFigures figures, LongSupplier nanoseconds) {
        this.figures = figures;
        this.nanoseconds = nanoseconds;
        this.jobs = MultiGauge.builder("pareidolia.queue.jobs")
                .description("Jobs that wait for their turn")
                .register(registry);
        this.running = MultiGauge.builder("pareidolia.queue.running")
                .description("Jobs that are dreamed")
                .register(registry);
        this.oldest = MultiGauge.builder("pareidolia.queue.oldest")
                .description("How long the one waits that has waited longest")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Looks again, unless it did so just now. Without an answer there are no rows, rather than old ones. */
    synchronized void refresh() {
        long now = nanoseconds.getAsLong();
        if (looked.filter(before -> now - before < FRESH_NANOS).isPresent()) {
            return;
        }
        List<Waiting> rows = List.of();
        try {
            rows = bounded(figures.waiting());
        } catch (RuntimeException unreadable) {
            LOG.warn("the figures of the queue cannot be read", unreadable);
        }
        looked = Optional.of(now);
        show(jobs, rows, Waiting::jobs);
        show(running, rows, Waiting::running);
        show(oldest, rows, row -> row.oldest().orElse(Duration.ZERO).toMillis() / 1e3);
    }

    private interface Figure {
        double of(Waiting row);
    }

    private static void show(MultiGauge gauge, List<Waiting> rows, Figure figure) {
        gauge.register(
                rows.stream()
                        .map(row -> Row.of(
                                Tags.of("front", row.front(), "community", row.community()), () -> figure.of(row)))
                        .toList(),
                true);
    }

    private static List<Waiting> bounded(List<Waiting> all) {
        if (all.size() <= SHOWN) {
            return all;
        }
        List<Waiting> rows = new ArrayList<>(all.subList(0, SHOWN));
        List<Waiting> others = all.subList(SHOWN, all.size());
        Stream<Duration> waits = others.stream().flatMap(row -> row.oldest().stream());
        rows.add(new Waiting(
                OTHERS,
                OTHERS,
                others.stream().mapToInt(Waiting::jobs).sum(),
                others.stream().mapToInt(Waiting::running).sum(),
                waits.max(Duration::compareTo)));
        return rows;
    }
}
