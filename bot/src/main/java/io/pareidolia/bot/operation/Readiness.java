package io.pareidolia.bot.operation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can do its work at the moment. However often somebody asks, it looks once a second at most, a
 * little more often while something is amiss: whoever waits for a start hears soon of its end. However long the store
 * takes, the answer comes soon.
 */
public final class Readiness implements Supplier<Report>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long AMISS_NANOS = Duration.ofMillis(100).toNanos();

    private final List<Check> checks;
    private final Duration patience;
    private final LongSupplier nanoseconds;
    private final ExecutorService looker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "readiness");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Report last;
    private long lookedAt;
    private @Nullable Future<Report> looking;

    public Readiness(List<Check> checks) {
        this(checks, PATIENCE, System::nanoTime);
    }

    Readiness(List<Check> checks, Duration patience, LongSupplier nanoseconds) {
        this.checks = List.copyOf(checks);
        this.patience = patience;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public synchronized Report get() {
        Report known = last;
        if (known != null && nanoseconds.getAsLong() - lookedAt < (known.good() ? FRESH_NANOS : AMISS_NANOS)) {
            return known;
        }
        Future<Report> future = looking;
        if (future == null) {
            future = looker.submit(() -> new Report(checks.stream()
                    .map(check -> check.safely("readiness").look())
                    .toList()));
            looking = future;
        }
        Report report;
        try {
            report = future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            looking = null;
        } catch (TimeoutException slow) {
            report = new Report(List.of(Finding.fail(
                    "readiness",
                    "The checks take longer than " + patience.toSeconds() + " s.",
                    "Most likely the store does not answer; look at its disk or its server.")));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return new Report(List.of(Finding.fail("readiness", "The service ends.", "Nothing.")));
        }
        last = report;
        lookedAt = nanoseconds.getAsLong();
        return report;
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
