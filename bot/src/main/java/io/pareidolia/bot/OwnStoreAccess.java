package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.control.ControlClient;
import io.pareidolia.bot.control.DataFolder;
import io.pareidolia.bot.control.Reply;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Has the running service carry a command out, or opens the store if none runs. */
final class OwnStoreAccess implements StoreAccess {
    private final Terminal terminal;
    private final SettingsLoader loader;
    private final Clock clock;
    private final Duration offset;

    OwnStoreAccess(Terminal terminal, SettingsLoader loader, Clock clock, Duration offset) {
        this.terminal = terminal;
        this.loader = loader;
        this.clock = clock;
        this.offset = offset;
    }

    @Override
    @SuppressWarnings("try") // the folder is held, and nothing else
    public int use(CommandSpec command, List<String> words, SettingsFileOption file, Work work) {
        Settings settings = loader.load(file.file()).settings();
        Caller caller = Caller.ofProcess(command.usageMessage().width());
        if (DataFolder.isHeld(settings.data())) {
            return print(ControlClient.send(settings.data(), words, caller));
        }
        try (DataFolder folder = DataFolder.open(settings.data());
                Storage storage = Storage.open(settings, clock, offset)) {
            return work.with(storage, caller);
        }
    }

    private int print(Reply reply) {
        terminal.out().print(reply.out());
        terminal.out().flush();
        terminal.err().print(reply.err());
        terminal.err().flush();
        return reply.exitCode();
    }
}
