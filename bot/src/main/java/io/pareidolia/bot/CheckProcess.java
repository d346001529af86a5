package io.pareidolia.bot;

import io.pareidolia.bot.worker.ChildJava;
import io.pareidolia.dream.failure.DreamException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Checks a network in a process of its own: a stranger's file may crash the runtime, and that shall be a sentence, not
 * the end of the program.
 */
final class CheckProcess {
    /** What a process that was killed returns: 128 + 9, as shells count it. */
    private static final int KILLED = 137;

    private static final long PATIENCE = 50;

    private final ChildJava java;
    private final boolean loud;
    private final BooleanSupplier cancelled;

    /**
     * @param loud true if somebody looks for faults and wants to see all that it says
     * @param cancelled asked a few times a second
     */
    CheckProcess(ChildJava java, boolean loud, BooleanSupplier cancelled) {
        this.java = java;
        this.loud = loud;
        this.cancelled = cancelled;
    }

    /**
     * Runs it to its end.
     *
     * @param told hears every line but the last
     * @return how it ended: {@link CheckLine.Kind#HOLDS} or {@link CheckLine.Kind#FAILS}, with words
     * @throws DreamException with one sentence if it could not be done, or if the runtime crashed
     */
    CheckLine run(List<String> arguments, Consumer<CheckLine> told) {
        try {
            return run(java.start(loud, arguments), told);
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The process that checks the network cannot be started: " + failure.getMessage() + ".",
                    failure);
        }
    }

    private CheckLine run(Process process, Consumer<CheckLine> told) throws IOException {
        Thread watch = new Thread(() -> watch(process), "watch the check");
        watch.setDaemon(true);
        watch.start();
        Optional<CheckLine> last = Optional.empty();
        String begun = "loading the network";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<CheckLine> read = CheckLine.read(line);
                if (read.isEmpty()) {
                    continue;
                }
                last = read;
                if (read.get().kind() == CheckLine.Kind.BEGINS) {
                    begun = "checking " + read.get().words();
                }
                told.accept(read.get());
            }
            int exit = process.waitFor();
            return ended(last, begun, exit);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } finally {
            process.destroyForcibly();
        }
    }

    private CheckLine ended(Optional<CheckLine> last, String begun, int exit) {
        CheckLine line = last.orElse(CheckLine.of(CheckLine.Kind.BEGINS, begun));
        switch (line.kind()) {
            case HOLDS, FAILS -> {
                return line;
            }
            case REFUSED -> throw DreamException.input(line.words());
            case LACKING -> throw DreamException.machine(line.words());
            case CANCELLED -> throw cancelled();
            case REMARK, BEGINS, RESULT -> {}
        }
        if (cancelled.getAsBoolean()) {
            throw cancelled();
        }
        throw DreamException.machine(
                exit == KILLED
                        ? "The check was killed while " + begun + "; perhaps there was not enough memory for it."
                        : "The runtime crashed while " + begun + " (exit code " + exit + ").");
    }

    private static DreamException cancelled() {
        return new DreamException(DreamException.Kind.CANCELLED, "The check was cancelled.");
    }

    /** Passes the wish to end on, gently at first: a run must not be torn. */
    private void watch(Process process) {
        try {
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    process.toHandle().destroy(); // which leaves its output open, unlike destroy of the process
                    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                    return;
                }
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
        }
    }
}
