package io.pareidolia.bot;

import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.bot.worker.ChildJava;
import io.pareidolia.bot.worker.DreamerLaunch;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.machine.RuntimeLibrary;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkDownload;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The one place that says {@code new}: puts the program together from its parts, each made when first asked for. */
final class Wiring {
    private final Terminal terminal;
    private final Failures failures;
    private final Map<String, String> environment;
    private final Supplier<Looks> looks;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;
    private final Function<StudioWish, Studio> studios;
    private final Interruption interruption = new Interruption();
    private final PictureReader reader = new PictureReader(PictureLimits.USUAL);
    private final SettingsLoader settingsLoader;
    private final Duration offset = Duration.parse(System.getProperty("pareidolia.clock.offset", "PT0S"));
    private final Clock clock = Clock.offset(Clock.systemUTC(), offset);

    /**
     * The program as it is.
     *
     * @param environment variables of the process
     */
    Wiring(Terminal terminal, Map<String, String> environment) {
        this(terminal, environment, Optional.empty());
    }

    /**
     * The program over other networks and devices.
     *
     * @param environment variables of the process
     * @param studios opens the networks and the device that a command line asks for
     */
    Wiring(Terminal terminal, Map<String, String> environment, Function<StudioWish, Studio> studios) {
        this(terminal, environment, Optional.of(studios));
    }

    private Wiring(Terminal terminal, Map<String, String> environment, Optional<Function<StudioWish, Studio>> others) {
        this.terminal = terminal;
        this.failures = new Failures(terminal);
        this.environment = environment;
        this.settingsLoader = new SettingsLoader(environment, Path.of(""));
        this.looks = once(() -> instead("PAREIDOLIA_LOOKS").map(Looks::load).orElseGet(Looks::bundled));
        this.catalogue =
                once(() -> instead("PAREIDOLIA_CATALOGUE").map(Catalogue::load).orElseGet(Catalogue::bundled));
        this.folder = NetworkFolder.standard(environment);
        this.studios = others.orElseGet(() -> wish -> new NetworkStudio(wish, catalogue.get(), folder, looks.get()));
    }

    /** A file that an operator has in place of a bundled one. */
    private Optional<Path> instead(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** Runs one command line and gives the exit code. Nothing is thrown. */
    int run(String... arguments) {
        try {
            return interruption.exitCode(commandLine(arguments).execute(arguments));
        } catch (Throwable failure) {
            return interruption.exitCode(failures.tell(failure));
        }
    }

    /**
     * What understands a command line. Putting all commands together takes a quarter of a second, so the two whose start
     * somebody waits for come alone.
     *
     * @param arguments of the command line; without any the program has all its commands
     */
    CommandLine commandLine(String... arguments) {
        CommandLine program = new CommandLine(new Pareidolia(terminal));
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case RunCommand.NAME -> program.addSubcommand(runCommand());
            case DreamerLaunch.COMMAND -> program.addSubcommand(dreamerCommand());
            default -> addAll(program);
        }
        return program.setOut(terminal.out())
                .setErr(terminal.err())
                .setExpandAtFiles(false) // a photo may be called @me.jpg
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private RunCommand runCommand() {
        return new RunCommand(
                settingsLoader, environment, catalogue, looks, folder, reader, clock, offset, interruption);
    }

    private DreamerCommand dreamerCommand() {
        return new DreamerCommand(terminal, RuntimeLibrary::load, reader, catalogue, folder, looks, Optional.empty());
    }

    private void addAll(CommandLine program) {
        CommandLine networks = new CommandLine(new NetworksCommand(terminal))
                .addSubcommand(new NetworksListCommand(terminal, catalogue, folder))
                .addSubcommand(new NetworksFetchCommand(
                        terminal, catalogue, folder, () -> new NetworkDownload(folder), interruption))
                .addSubcommand(new NetworksLayersCommand(terminal, catalogue, folder))
                .addSubcommand(new NetworksAtlasCommand(terminal, reader, studios, interruption))
                .addSubcommand(new NetworksCheckCommand(
                        terminal,
                        catalogue,
                        folder,
                        ChildJava.likeThis(Main.class.getName(), environment),
                        Main.tracing(environment),
                        interruption));
        CommandLine settings = new CommandLine(new SettingsCommand(terminal))
                .addSubcommand(new SettingsShowCommand(terminal, settingsLoader))
                .addSubcommand(new SettingsTemplateCommand(terminal));
        CommandLine bench = new CommandLine(new BenchCommand(terminal, studios, interruption))
                .addSubcommand(new BenchQueueCommand(terminal, interruption))
                .addSubcommand(new BenchSimulationCommand(terminal))
                .addSubcommand(new BenchChaosCommand(terminal, environment))
                .addSubcommand(
                        new ChaosNodeCommand(settingsLoader, environment, catalogue, looks, folder, reader, clock))
                .addSubcommand(new BenchDreamsCommand(terminal, reader, looks, studios, interruption));
        program.addSubcommand(runCommand())
                .addSubcommand(new DreamCommand(terminal, reader, looks, studios, interruption))
                .addSubcommand(new LooksCommand(terminal, looks))
                .addSubcommand(networks)
                .addSubcommand(settings)
                .addSubcommand(new DoctorCommand(terminal, settingsLoader, catalogue, folder, clock))
                .addSubcommand(new CommandLine(new RedditCommand(terminal))
                        .addSubcommand(new RedditTryCommand(terminal, settingsLoader, looks, catalogue, reader, clock)))
                .addSubcommand(bench)
                .addSubcommand(new CompletionCommand(terminal))
                .addSubcommand(dreamerCommand())
                .addSubcommand(new UnpackCommand(RuntimeLibrary::load));
        OperatorCommands.add(
                program,
                terminal,
                PictureFile.with(reader),
                new OwnStoreAccess(terminal, settingsLoader, clock, offset));
        program.addSubcommand(new RestoreCommand(terminal, settingsLoader, clock, offset));
    }

    /** Makes something when it is first asked for. */
    private static <T> Supplier<T> once(Supplier<T> maker) {
        return new Supplier<>() {
            private @Nullable T made;

            @Override
            public synchronized T get() {
                T value = made;
                if (value == null) {
                    value = maker.get();
                    made = value;
                }
                return value;
            }
        };
    }
}
