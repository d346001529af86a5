package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out whether the service survives being murdered. */
@Command(
        name = "chaos",
        description = {
            "Runs a service of its own with a tiny network and no content filter, 4 workers and 2 fronts, and kills its"
                    + " processes at random while it works; some stand still for longer than a lease, the database"
                    + " server is killed, the disk is full for a while, and the platform that it talks to fails before or after it has taken an answer."
                    + " Afterwards no job may be lost, none answered twice, and all that is counted must be what a recount"
                    + " gives. On SQLite all is one process with 4 dreamers; on PostgreSQL, whose database must be empty,"
                    + " workers and fronts are processes of their own.",
            ""
        },
        footer = {
            "",
            "  pareidolia bench chaos",
            "  pareidolia bench chaos --store-url jdbc:postgresql://127.0.0.1/chaos --store-user bench"
                    + " --store-restart ./restart-postgres",
        })
final class BenchChaosCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(names = "--jobs", paramLabel = "N", description = "Requests. Usual: ${DEFAULT-VALUE}.")
    private int jobs = 10_000;

    @Option(names = "--kills", paramLabel = "N", description = "Processes killed. Usual: ${DEFAULT-VALUE}.")
    private int kills = 100;

    @Option(
            names = "--lease",
            paramLabel = "SECONDS",
            description = "How long a job stays with a silent worker. Usual: ${DEFAULT-VALUE}.")
    private int lease = 2;

    @Option(names = "--seed", paramLabel = "N", description = "Who is killed, and when. Usual: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--store-url",
            paramLabel = "URL",
            description = "JDBC address of an empty PostgreSQL database; without it, SQLite in a folder of its own.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--store-user", paramLabel = "NAME", description = "Who one is in PostgreSQL.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--store-restart",
            paramLabel = "COMMAND",
            description =
                    "A program that kills the PostgreSQL server and starts it again; without it the server lives.")
    private Optional<Path> restart = Optional.empty();

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "How often the server is killed. Usual: ${DEFAULT-VALUE}.")
    private int restarts = 5;

    @Option(
            names = "--small-disk",
            paramLabel = "FOLDER",
            description =
                    "An empty folder on a disk of its own that may be filled up, for all data; without it pictures are"
                            + " given no room for a while.")
    private Optional<Path> smallDisk = Optional.empty();

    BenchChaosCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (jobs < 1 || kills < 0 || kills >= jobs || lease < 1 || restarts < 0) {
            throw DreamException.input(
                    "--jobs and --lease take numbers above 0, and there must be more jobs than kills.");
        }
        Chaos.Plan plan = new Chaos.Plan(
                jobs,
                kills,
                Duration.ofSeconds(lease),
                seed,
                url,
                user,
                restart.map(program -> () -> run(program)),
                restarts,
                true,
                smallDisk);
        try {
            Path folder = Files.createTempDirectory("pareidolia-chaos");
            try {
                Chaos.Outcome outcome = Chaos.of(plan, environment, folder, terminal::result);
                outcome.summary().forEach(terminal::result);
                outcome.mistakes().forEach(mistake -> terminal.result("WRONG: " + mistake));
                return outcome.mistakes().isEmpty() ? ExitCode.DONE : ExitCode.MACHINE;
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw DreamException.cancelled();
        }
    }

    private static void run(Path program) {
        try {
            int code = new ProcessBuilder(program.toAbsolutePath().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw DreamException.machine(program + " ended with " + code + ".");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
