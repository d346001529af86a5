package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program without a command: tells what there is. */
@Command(
        name = "pareidolia",
        versionProvider = Version.class,
        description = "Dreams pictures through neural networks, as DeepDream did in 2015.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "The main thing: pareidolia dream cat.jpg"})
final class Pareidolia implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Tells what there is to say, as here.")
    @SuppressWarnings("unused") // picocli acts on it by itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Tells which version this is.")
    @SuppressWarnings("unused") // likewise
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Pareidolia(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        new CommandLine(spec).usage(terminal.err());
        return ExitCode.INPUT;
    }
}
