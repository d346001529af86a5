package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dream that was really dreamed.
 *
 * @param estimate seconds that the core thought it takes
 * @param seconds that it took
 */
record MeasuredDream(double estimate, double seconds) {
    private static final String BUNDLED = "/simulation/dreams.csv";

    /** Those of a table of {@code bench dreams}, or of the bundled one. */
    static List<MeasuredDream> table(Optional<Path> file) {
        try {
            String text = file.isPresent() ? Files.readString(file.get()) : bundled();
            List<MeasuredDream> dreams = new ArrayList<>();
            for (String line : text.lines().skip(1).toList()) {
                String[] cells = line.split(",", -1);
                dreams.add(new MeasuredDream(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
            }
            return dreams;
        } catch (IOException | RuntimeException failure) {
            throw DreamException.input("This is no table of pareidolia bench dreams: "
                    + file.map(Path::toString).orElse(BUNDLED) + ".");
        }
    }

    private static String bundled() {
        try (InputStream stream = MeasuredDream.class.getResourceAsStream(BUNDLED)) {
            if (stream == null) {
                throw new IllegalStateException(BUNDLED + " is not in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
