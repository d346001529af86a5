package io.pareidolia.bot;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.store.Database;
import io.pareidolia.bot.store.ManyJobs;
import io.pareidolia.bot.store.SqlJobs;
import io.pareidolia.bot.store.SqlPlaces;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the queue. */
@Command(
        name = "queue",
        description = {
            "Measures the queue on SQLite, or on a PostgreSQL database that must be empty: how fairly communities share the"
                    + " device, whether caps hold when many workers claim at once, and how many jobs a second are claimed"
                    + " and completed while very many wait. Let the machine do nothing else meanwhile.",
            ""
        },
        footer = {
            "",
            "  pareidolia bench queue",
            "  pareidolia bench queue --store-url jdbc:postgresql://127.0.0.1/bench --store-user bench",
        })
final class BenchQueueCommand implements Callable<Integer> {
    private static final int MEMBERS = 10;
    private static final int CAPPED_WORKERS = 16;
    private static final int PLACES = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1100);
    private static final double FAIR_SECONDS = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Interruption interruption;

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "JDBC address of an empty PostgreSQL database; without it, SQLite in a folder of its own.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--store-user", paramLabel = "NAME", description = "Who one is in PostgreSQL.")
    private Optional<String> user = Optional.empty();

    @Option(names = "--jobs", paramLabel = "N", description = "How many wait. Usual: ${DEFAULT-VALUE}.")
    private int jobs = 1_000_000;

    @Option(names = "--communities", paramLabel = "N", description = "Of so many. Usual: ${DEFAULT-VALUE}.")
    private int communities = 1000;

    @Option(names = "--workers", paramLabel = "N", description = "Who claim at once. Usual: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long speed and caps are measured, each. Usual: ${DEFAULT-VALUE}.")
    private int seconds = 60;

    BenchQueueCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (jobs < communities * MEMBERS || communities < 1 || workers < 1 || seconds < 1) {
            throw DreamException.input("--jobs takes at least ten for each community, the others at least 1.");
        }
        return interruption.during(() -> {
            if (url.isPresent()) {
                PGSimpleDataSource source = new PGSimpleDataSource();
                source.setURL(url.get());
                user.ifPresent(source::setUser);
                try (Database database = Database.postgresql(source, CAPPED_WORKERS + 2, Duration.ZERO)) {
                    measure(database);
                }
            } else {
                measureSqlite();
            }
            return ExitCode.DONE;
        });
    }

    private void measureSqlite() {
        try {
            Path folder = Files.createTempDirectory("pareidolia-bench");
            try (Database database = Database.sqlite(folder.resolve("bench.db"), Clock.systemUTC())) {
                measure(database);
            } finally {
                for (String name : List.of("bench.db", "bench.db-wal", "bench.db-shm")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void measure(Database database) {
        ManyJobs many = new ManyJobs(database);
        if (!many.none()) {
            throw DreamException.input("There are jobs in this database; take an empty one, since all is deleted.");
        }
        QueueBenchmark benchmark = new QueueBenchmark(new SqlJobs(database, new SecureRandom()));
        try {
            QueueBenchmark.Fairness fairness = benchmark.fairness(workers, FAIR_SECONDS);
            for (Map.Entry<String, Double> share : fairness.shares().entrySet()) {
                say(
                        "device-seconds of the community %s: %.1f %%",
                        share.getKey().toLowerCase(Locale.ROOT), 100 * share.getValue());
            }
            say("jobs of the flood that began before the first of an idle community: %d", fairness.floodsBefore());
            many.clear();
            QueueBenchmark.Caps caps = benchmark.caps(CAPPED_WORKERS, Duration.ofSeconds(seconds));
            say(
                    "caps of 1 for 2 communities with %d workers, %d s: broken %d times in %d jobs",
                    CAPPED_WORKERS, seconds, caps.broken(), caps.dreamed());
            many.clear();
            long begun = System.nanoTime();
            many.queue(jobs, communities, MEMBERS);
            say(
                    "%d jobs of %d communities were queued in %.0f s",
                    jobs, communities, (System.nanoTime() - begun) / 1e9);
            say(
                    "somebody's place: %s",
                    milliseconds(QueueBenchmark.places(places(database), someOf(jobs), LOOK_AGAIN)));
            QueueBenchmark.Speed speed = benchmark.speed(workers, WARM_UP, Duration.ofSeconds(seconds));
            say("claimed and completed by %d workers: %.0f jobs a second", workers, speed.jobsASecond());
            say("a claim: %s", milliseconds(speed.claims()));
            say("a completion: %s", milliseconds(speed.completions()));
        } finally {
            many.clear();
        }
    }

    private SqlPlaces places(Database database) {
        AnnouncedWorkers present = new AnnouncedWorkers();
        for (int i = 0; i < workers; i++) {
            present.announce(new WorkerCard("worker " + i, "cpu", 1, 1, List.of()), LOOK_AGAIN);
        }
        return new SqlPlaces(database, present, Clock.systemUTC());
    }

    private static List<JobId> someOf(int jobs) {
        return new Random(1).ints(PLACES, 0, jobs).mapToObj(ManyJobs::id).toList();
    }

    private static String milliseconds(QueueBenchmark.Percentiles of) {
        return String.format(
                Locale.ROOT,
                "median %.1f ms, 90 %% %.1f ms, 99 %% %.1f ms, longest %.0f ms",
                of.median(),
                of.ninety(),
                of.ninetyNine(),
                of.largest());
    }

    private void say(String format, Object... values) {
        terminal.result(String.format(Locale.ROOT, format, values));
    }
}
