package io.pareidolia.bot;

import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the settings that hold here. */
@Command(
        name = "show",
        description = {
            "Prints the settings that hold here as YAML, each with where it was said: a file and line, a variable of the"
                    + " environment, or the default. Secrets are masked.",
            ""
        })
final class SettingsShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final SettingsLoader loader;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    SettingsShowCommand(Terminal terminal, SettingsLoader loader) {
        this.terminal = terminal;
        this.loader = loader;
    }

    @Override
    public Integer call() {
        loader.load(file.file()).lines().forEach(terminal::result);
        return ExitCode.DONE;
    }
}
