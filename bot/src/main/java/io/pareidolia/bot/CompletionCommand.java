package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that teaches bash (and zsh) the word pareidolia, with completion.",
            "As in: source <(java -jar pareidolia.jar completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws URISyntaxException {
        String name = spec.root().name();
        terminal.out().println(AutoComplete.bash(name, spec.root().commandLine()));
        Path program = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (program.toString().endsWith(".jar")) {
            terminal.out().println("# the word itself, unless a program of that name is installed");
            terminal.out()
                    .println("command -v " + name + " >/dev/null || " + name + "() { java -jar "
                            + quoted(program.toString()) + " \"$@\"; }");
        }
        return ExitCode.DONE;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
