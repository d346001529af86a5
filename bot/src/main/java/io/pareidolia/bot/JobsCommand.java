package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Whatever concerns jobs; by itself it tells what there is. */
@Command(
        name = "jobs",
        description = "Lists, shows, cancels, retries and deletes jobs.",
        synopsisSubcommandLabel = "COMMAND")
final class JobsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new CommandLine(spec).usage(terminal.err());
        return ExitCode.INPUT;
    }
}
