package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.control.DataFolder;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes back to a backup. */
@Command(
        name = "restore",
        description = {
            "Puts a backup of pareidolia backup into the data folder, while no service runs over it.",
            "What was asked for before the backup and answered after it is dreamed and answered once more.",
            ""
        })
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SettingsLoader loader;
    private final Clock clock;
    private final Duration offset;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The backup.")
    private Path backup = Path.of("");

    @Option(names = "--replace", description = "Puts it in the place of a database that is there; that one is lost.")
    private boolean replace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RestoreCommand(Terminal terminal, SettingsLoader loader, Clock clock, Duration offset) {
        this.terminal = terminal;
        this.loader = loader;
        this.clock = clock;
        this.offset = offset;
    }

    @Override
    @SuppressWarnings("try") // the folder is held, and nothing else
    public Integer call() {
        Settings settings = loader.load(file.file()).settings();
        if (settings.store().url().isPresent()) {
            throw DreamException.input("The jobs of this service are in PostgreSQL: go back with pg_restore.");
        }
        if (!Files.isRegularFile(backup)) {
            throw DreamException.input("There is no file " + backup + ".");
        }
        Caller caller = Caller.ofProcess(spec.usageMessage().width());
        try (DataFolder folder = DataFolder.open(settings.data())) {
            Backup.Content content = Backup.restore(settings, backup, replace);
            try (Storage storage = Storage.open(settings, clock, offset)) {
                storage.audit()
                        .add(
                                Words.author(caller),
                                "restore",
                                backup.toAbsolutePath().toString(),
                                content.words(),
                                Optional.empty());
            }
            terminal.say(content.words());
            return ExitCode.DONE;
        }
    }
}
