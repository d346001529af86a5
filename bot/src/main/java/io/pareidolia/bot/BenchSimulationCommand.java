package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out how true it is what people are told of the time that a dream will take. */
@Command(
        name = "simulation",
        description = {
            "Plays a day of a service, with its real queue and a clock of its own: communities as unequal as real ones,"
                    + " people who come by day and some who cancel, workers that die and come back, and dreams as long as"
                    + " measured ones. Tells how far what each person was told at first was from what then happened.",
            ""
        },
        footer = {"", "  pareidolia bench simulation", "  pareidolia bench simulation --hours 3 --seed 2"})
final class BenchSimulationCommand implements Callable<Integer> {
    /** Memory that looks like a folder: nothing of a simulation has to survive. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Terminal terminal;

    @Option(names = "--workers", paramLabel = "N", description = "Usual: ${DEFAULT-VALUE}.")
    private int workers = 10;

    @Option(names = "--communities", paramLabel = "N", description = "Usual: ${DEFAULT-VALUE}.")
    private int communities = 300;

    @Option(names = "--hours", paramLabel = "H", description = "How long. Usual: ${DEFAULT-VALUE}.")
    private double hours = 24;

    @Option(
            names = "--load",
            paramLabel = "SHARE",
            description = "What share of the time the workers have to do, in the mean. Usual: ${DEFAULT-VALUE}.")
    private double load = 0.7;

    @Option(
            names = "--stretch",
            paramLabel = "TIMES",
            description =
                    "How many times longer dreams take, and are thought to, than the measured ones, which are small."
                            + " Usual: ${DEFAULT-VALUE}.")
    private double stretch = 10;

    @Option(names = "--seed", paramLabel = "N", description = "Which day. Usual: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--dreams",
            paramLabel = "FILE",
            description = "A table of pareidolia bench dreams in place of the bundled one.")
    private Optional<Path> dreams = Optional.empty();

    BenchSimulationCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (workers < 1 || communities < 1 || !(hours > 0) || !(load > 0) || !(stretch > 0)) {
            throw DreamException.input("A simulation takes numbers above 0.");
        }
        Simulation.Plan plan = new Simulation.Plan(workers, communities, hours, load, stretch, seed);
        Simulation.Outcome outcome = simulated(plan, MeasuredDream.table(dreams));
        say(
                "%d jobs: %d dreamed, %d cancelled; %d times a worker died",
                outcome.queued(), outcome.dreamed(), outcome.cancelled(), outcome.deaths());
        QueueBenchmark.Percentiles waited = outcome.waited();
        say(
                "from request to dream: median %.0f s, 90 %% %.0f s, 99 %% %.0f s, longest %.0f s",
                waited.median(), waited.ninety(), waited.ninetyNine(), waited.largest());
        QueueBenchmark.Percentiles errors = outcome.errors();
        say(
                "error of the time that was told: median %.1f %%, 90 %% %.0f %%, 99 %% %.0f %%",
                100 * errors.median(), 100 * errors.ninety(), 100 * errors.ninetyNine());
        return ExitCode.DONE;
    }

    /** A simulation in a folder that is gone afterwards. */
    static Simulation.Outcome simulated(Simulation.Plan plan, List<MeasuredDream> dreams) {
        try {
            Path folder = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "pareidolia")
                    : Files.createTempDirectory("pareidolia");
            try {
                return Simulation.of(plan, dreams, folder.resolve("simulation.db"));
            } finally {
                for (String end : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(folder.resolve("simulation.db" + end));
                }
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void say(String format, Object... values) {
        terminal.result(String.format(Locale.ROOT, format, values));
    }
}
