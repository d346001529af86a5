package io.pareidolia.bot;

import io.pareidolia.bot.operation.ServiceLog;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.PictureReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The service, until the process is told to end. */
@Command(
        name = RunCommand.NAME,
        description = {
            "Runs the service: the page on http://localhost:8080/, the queue, and what dreams. It needs no settings;"
                    + " \"pareidolia settings template\" prints them all, explained.",
            "",
            "SIGTERM or Ctrl-C lets a running dream go on for a while (worker.drain), puts it back into the queue after"
                    + " that, and ends."
        })
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    private final SettingsLoader loader;
    private final Map<String, String> environment;
    private final Supplier<Catalogue> catalogue;
    private final Supplier<Looks> looks;
    private final NetworkFolder folder;
    private final PictureReader reader;
    private final Clock clock;
    private final Duration offset;
    private final Interruption interruption;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            completionCandidates = Role.Candidates.class,
            description = "What this process does: ${COMPLETION-CANDIDATES}. With PostgreSQL fronts and workers may be"
                    + " processes of their own, on machines of their own.")
    private String word = Role.ALL.toString();

    RunCommand(
            SettingsLoader loader,
            Map<String, String> environment,
            Supplier<Catalogue> catalogue,
            Supplier<Looks> looks,
            NetworkFolder folder,
            PictureReader reader,
            Clock clock,
            Duration offset,
            Interruption interruption) {
        this.loader = loader;
        this.environment = environment;
        this.catalogue = catalogue;
        this.looks = looks;
        this.folder = folder;
        this.reader = reader;
        this.clock = clock;
        this.offset = offset;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Role role = Role.of(word);
        Settings settings = loader.load(file.file()).settings();
        if (role != Role.ALL && settings.store().url().isEmpty()) {
            throw DreamException.input("--role " + role + " needs a store that processes can share: set store.url to a"
                    + " PostgreSQL database, or leave --role out.");
        }
        ServiceLog.begin(settings.log());
        return interruption.during(() -> {
            Service service = new Service(settings, role, environment, catalogue, looks, folder, reader, clock, offset);
            try (service) {
                service.start();
                interruption.await();
            }
            return ExitCode.DONE;
        });
    }
}
