package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A person at a shell: types command lines in this very process and reads what comes. */
final class Shell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs a command line and gives the exit code. What the one before wrote is forgotten. */
    int type(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Terminal.Abilities(false, false, true),
                () -> 80,
                System::nanoTime);
        return new Wiring(terminal).run(words);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What was said, line by line. */
    List<String> said() {
        return err().lines().toList();
    }
}
