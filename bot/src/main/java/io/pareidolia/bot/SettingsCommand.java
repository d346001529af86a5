package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whatever concerns the settings of the service; by itself it tells what there is. */
@Command(
        name = "settings",
        description = "Shows the settings of the service, and explains them.",
        synopsisSubcommandLabel = "COMMAND")
final class SettingsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new CommandLine(spec).usage(terminal.err());
        return ExitCode.INPUT;
    }
}
