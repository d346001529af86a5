package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whatever concerns rules; by itself it tells what there is. */
@Command(name = "quota", description = "Shows and changes who may have how much.", synopsisSubcommandLabel = "COMMAND")
final class QuotaCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QuotaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new CommandLine(spec).usage(terminal.err());
        return ExitCode.INPUT;
    }
}
