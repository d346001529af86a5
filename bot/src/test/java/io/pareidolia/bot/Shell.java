package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A person at a shell: types command lines in this very process and reads what comes. */
final class Shell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Map<String, String> environment;
    private final boolean real;
    private boolean interactive;

    /** Over a {@link StandInStudio}. */
    Shell(Path networks) {
        this(networks, false);
    }

    private Shell(Path networks, boolean real) {
        this(Map.of("PAREIDOLIA_NETWORKS", networks.toString()), real);
    }

    private Shell(Map<String, String> environment, boolean real) {
        this.environment = environment;
        this.real = real;
    }

    /** Of whoever looks after a service. */
    static Shell ofOperator(Map<String, String> environment) {
        return new Shell(environment, false);
    }

    /** Over the real networks: the bundled one, and what lies in {@code networks}. */
    static Shell real(Path networks) {
        return new Shell(networks, true);
    }

    /** From now on a person watches. */
    Shell watched() {
        interactive = true;
        return this;
    }

    /** Runs a command line and gives the exit code. What the one before wrote is forgotten. */
    int type(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal = new Terminal(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                new Terminal.Abilities(interactive, false, true),
                () -> 80,
                System::nanoTime);
        Wiring wiring =
                real ? new Wiring(terminal, environment) : new Wiring(terminal, environment, StandInStudio::new);
        return wiring.run(words);
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
