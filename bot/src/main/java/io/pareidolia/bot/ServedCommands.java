package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.control.Commands;
import io.pareidolia.bot.control.Reply;
import io.pareidolia.bot.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** Carries commands out over the store of the running service. */
final class ServedCommands implements Commands {
    private static final int NARROWEST = 55;
    private static final int WIDEST = 1000;

    private final Storage storage;

    ServedCommands(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Reply carryOut(List<String> arguments, Caller caller) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int width = Math.max(NARROWEST, Math.min(WIDEST, caller.width()));
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Terminal.Abilities(false, false, true),
                () -> width,
                System::nanoTime);
        Failures failures = new Failures(terminal);
        int exitCode;
        try {
            CommandLine program = new CommandLine(new Pareidolia(terminal));
            OperatorCommands.add(
                    program, terminal, PictureFile.NONE, (command, words, file, work) -> work.with(storage, caller));
            exitCode = program.setOut(terminal.out())
                    .setErr(terminal.err())
                    .setExpandAtFiles(false)
                    .setUsageHelpWidth(width)
                    .setParameterExceptionHandler(failures)
                    .setExecutionExceptionHandler(failures)
                    .execute(arguments.toArray(String[]::new));
        } catch (RuntimeException failure) {
            exitCode = failures.tell(failure);
        }
        return new Reply(out.toString(), err.toString(), exitCode);
    }
}
