package io.pareidolia.bot.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the clock of this machine can be right. Hours and days of quotas begin by it, and certificates are checked
 * against it.
 *
 * @param clock of this machine
 * @param written a file that this program has written at some time, if there is one
 * @param others what a database on another machine says, if there is one
 */
public record ClockCheck(Clock clock, Path written, Supplier<Optional<Instant>> others) implements Check {
    private static final String PART = "clock";
    private static final String REMEDY = "Set the clock, and let it be kept: systemd-timesyncd or chrony does that.";

    /** No release of this program is older. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration LITTLE = Duration.ofSeconds(5);
    private static final Duration MUCH = Duration.ofMinutes(5);

    @Override
    public Finding look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (now.isBefore(EARLIEST)) {
            return Finding.fail(PART, "It says " + now + ", which is before this program was made.", REMEDY);
        }
        Optional<Instant> last = lastWritten();
        if (last.filter(instant -> instant.isAfter(now.plus(MUCH))).isPresent()) {
            return Finding.warn(
                    PART, "It says " + now + ", but " + written + " was written later, at " + last.get() + ".", REMEDY);
        }
        Optional<Duration> apart = others.get()
                .map(other -> Duration.between(clock.instant(), other).abs());
        if (apart.filter(difference -> difference.compareTo(LITTLE) > 0).isPresent()) {
            String sentence = "It is " + apart.get().toSeconds() + " s away from the database's.";
            return apart.get().compareTo(MUCH) > 0
                    ? Finding.fail(PART, sentence, REMEDY)
                    : Finding.warn(PART, sentence, REMEDY);
        }
        return Finding.ok(PART, "It says " + now + (apart.isPresent() ? ", as the database's does." : "."));
    }

    private Optional<Instant> lastWritten() {
        try {
            return Files.exists(written)
                    ? Optional.of(Files.getLastModifiedTime(written).toInstant().truncatedTo(ChronoUnit.SECONDS))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
