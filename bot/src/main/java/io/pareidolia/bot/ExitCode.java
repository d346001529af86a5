package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;

/** What the program tells the shell when it ends. */
final class ExitCode {
    static final int DONE = 0;
    /** This machine lacks something, or the program has a fault. */
    static final int MACHINE = 1;
    /** What was given cannot be used. */
    static final int INPUT = 2;
    /** Ended by SIGTERM, as shells count it: 128 + 15. */
    static final int TERMINATED = 143;

    private ExitCode() {}

    /** One code for two failures: what the machine lacks counts before what was given. */
    static int graver(int one, int other) {
        return one == MACHINE || other == MACHINE ? MACHINE : Math.max(one, other);
    }

    static int of(DreamException.Kind kind) {
        return switch (kind) {
            case INPUT -> INPUT;
            case MACHINE -> MACHINE;
            case CANCELLED -> TERMINATED;
        };
    }
}
