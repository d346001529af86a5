package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a backup. */
@Command(
        name = "backup",
        description = {
            "Writes the database and the pictures, as they are at this moment, into a ZIP file that pareidolia restore reads; the service may go on running.",
            "With PostgreSQL, pg_dump is the way.",
            ""
        })
final class BackupCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to write, not there yet; a .zip.")
    private Path backup = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BackupCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        return access.use(spec, file, (storage, caller) -> {
            Path place = caller.folder().resolve(backup);
            Backup.Content content = Backup.write(storage, place);
            storage.audit().add(Words.author(caller), "backup", place.toString(), content.words(), Optional.empty());
            terminal.result(place.toString());
            terminal.say(content.words());
            return ExitCode.DONE;
        });
    }
}
