package io.pareidolia.bot.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pareidolia.bot.worker.DreamerProtocol.Loaded;
import io.pareidolia.bot.worker.DreamerProtocol.Measured;
import io.pareidolia.bot.worker.DreamerProtocol.Order;
import io.pareidolia.bot.worker.DreamerProtocol.Ready;
import io.pareidolia.bot.worker.DreamerProtocol.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process as long as it lives: what is said to it, and what it says. One thread reads; any may use the rest.
 * It decodes strangers' pictures, so nothing that it says is believed before it was looked at.
 */
final class DreamerConnection {
    /** Until a process that was killed is gone. */
    private static final long FUNERAL_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(DreamerConnection.class);

    private final Process process;
    private volatile @Nullable DreamerState state;
    private volatile boolean heard;
    private volatile @Nullable String killed;

    DreamerConnection(Process process) {
        this.process = process;
    }

    long pid() {
        return process.pid();
    }

    /** What it told of itself; empty until it is ready, and again when it was killed. */
    Optional<DreamerState> state() {
        return killed == null ? Optional.ofNullable(state) : Optional.empty();
    }

    /** True if it said something since the last call. */
    boolean wasHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    /** Says something to it; if that fails, it is dying, which {@link #read} will notice. */
    void say(Order order) {
        byte[] line = (DreamerProtocol.line(order) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream input = process.getOutputStream();
            input.write(line);
            input.flush();
        } catch (IOException dying) {
            LOG.debug("the dreamer does not listen any more", dying);
        }
    }

    /** Reads what it says to the end, which comes when it dies. */
    void read(Consumer<Report> told) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = line(lines); line != null; line = line(lines)) {
                heard = true;
                if (!line.startsWith("{")) {
                    LOG.debug("the dreamer's libraries say: {}", line);
                    continue;
                }
                Report report = DreamerProtocol.report(line);
                note(report);
                told.accept(report);
            }
        } catch (JsonProcessingException nonsense) {
            // a process that dies may not get to the end of its line; one that lives is not to be trusted any more
            kill("it said what cannot be: " + nonsense.getOriginalMessage());
        } catch (IOException broken) {
            kill("its output broke: " + broken.getMessage());
        }
    }

    private static @Nullable String line(Reader from) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = from.read(); next >= 0; next = from.read()) {
            if (next == '\n') {
                return line.toString();
            }
            if (line.length() == DreamerProtocol.LONGEST_LINE) {
                throw new IOException("a line without end");
            }
            line.append((char) next);
        }
        return null;
    }

    private void note(Report report) {
        DreamerState known = state;
        if (report instanceof Ready ready) {
            state = new DreamerState(
                    ready.device(), ready.threads(), ready.networks(), Set.of(), OptionalDouble.empty());
        } else if (report instanceof Loaded loaded && known != null) {
            Set<String> all = new HashSet<>(known.loaded());
            all.add(loaded.network());
            state = new DreamerState(known.device(), known.threads(), known.networks(), all, known.pace());
        } else if (report instanceof Measured measured && known != null) {
            state = new DreamerState(
                    known.device(),
                    known.threads(),
                    known.networks(),
                    known.loaded(),
                    OptionalDouble.of(measured.pace()));
        }
    }

    /** Ends it at once, if it is not ended yet. */
    void kill(String why) {
        if (killed == null) {
            killed = why;
        }
        process.toHandle().destroyForcibly(); // which leaves open what it said, unlike destroyForcibly of the process
    }

    /** Waits until it is gone, and says how it went. */
    String epitaph() throws InterruptedException {
        if (!process.waitFor(FUNERAL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        String why = killed;
        return "ended with exit code " + process.exitValue() + (why == null ? "" : ": " + why);
    }
}
