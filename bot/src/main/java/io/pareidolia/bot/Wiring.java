package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Looks;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The one place that says {@code new}: puts the program together from its parts, each made when first asked for. */
final class Wiring {
    private final Terminal terminal;
    private final Failures failures;

    Wiring(Terminal terminal) {
        this.terminal = terminal;
        this.failures = new Failures(terminal);
    }

    /** Runs one command line and gives the exit code. Nothing is thrown. */
    @SuppressWarnings("CatchAndPrintStackTrace")
    int run(String... arguments) {
        try {
            return commandLine().execute(arguments);
        } catch (Throwable failure) {
            return failures.tell(failure);
        }
    }

    CommandLine commandLine() {
        Supplier<Looks> looks = once(Looks::bundled);
        CommandLine program = new CommandLine(new Pareidolia(terminal))
                .addSubcommand(new LooksCommand(terminal, looks))
                .addSubcommand(new CompletionCommand(terminal));
        return program.setOut(terminal.out())
                .setErr(terminal.err())
                .setExpandAtFiles(false) // a photo may be called @me.jpg
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        return new Supplier<>() {
            private @org.jspecify.annotations.Nullable T made;

            @Override
            public synchronized T get() {
                T value = made;
                if (value == null) {
                    value = maker.get();
                    made = value;
                }
                return value;
            }
        };
    }
}
