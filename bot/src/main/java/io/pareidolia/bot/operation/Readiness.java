package io.pareidolia.bot.operation;

import io.pareidolia.bot.worker.DreamerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can do its work at the moment. However often somebody asks, it looks once a second at most, and
 * however long the store takes, the answer comes soon.
 */
public final class Readiness implements Supplier<Report>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

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

    /**
     * Whether the store can be written.
     *
     * @param write writes something small, or throws
     */
    public static Check store(Runnable write) {
        return () -> {
            try {
                write.run();
                return Finding.ok("store", "The store can be written.");
            } catch (RuntimeException failure) {
                return Finding.fail(
                        "store",
                        "The store cannot be written (" + failure.getClass().getSimpleName() + ").",
                        "Look into the log, and let \"pareidolia doctor\" look at the store and the disk.");
            }
        };
    }

    /** Whether a dreamer is connected. */
    public static Check dreamer(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return () -> {
            long connected = states(dreamers).count();
            return connected > 0
                    ? Finding.ok("dreamer", connected + " of " + dreamers.size() + " dreamers are connected.")
                    : Finding.fail(
                            "dreamer",
                            "No dreamer is connected.",
                            "It is started again by itself; the log tells why it ended.");
        };
    }

    /** Whether the default network was verified, parsed and folded by a dreamer. */
    public static Check network(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return () -> states(dreamers)
                .filter(DreamerState::warm)
                .findFirst()
                .map(warm -> Finding.ok(
                        "network",
                        "The network " + warm.networks().get(0).name() + " is verified and ready on " + warm.device()
                                + "."))
                .orElseGet(() -> Finding.fail(
                        "network",
                        "No dreamer has its default network ready.",
                        "It takes a few seconds after a start; else \"pareidolia doctor\" checks the network files."));
    }

    private static Stream<DreamerState> states(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return dreamers.stream().flatMap(dreamer -> dreamer.get().stream());
    }

    @Override
    public synchronized Report get() {
        Report known = last;
        if (known != null && nanoseconds.getAsLong() - lookedAt < FRESH_NANOS) {
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
