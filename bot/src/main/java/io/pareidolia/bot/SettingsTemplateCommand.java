package io.pareidolia.bot;

import io.pareidolia.bot.settings.SettingsTemplate;
import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the file that an operator starts from. */
@Command(
        name = "template",
        description = {
            "Prints a file with every setting, explained and commented out, to start from.",
            "As in: pareidolia settings template > pareidolia.yaml"
        })
final class SettingsTemplateCommand implements Callable<Integer> {
    private final Terminal terminal;

    SettingsTemplateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SettingsTemplate.lines().forEach(terminal::result);
        return ExitCode.DONE;
    }
}
