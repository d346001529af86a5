package io.pareidolia.bot.reddit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page that moderators begin with: all that can be said, explained, with what holds anyway. */
final class WikiTemplate {
    private static final String FILE = "wiki.yaml";

    private WikiTemplate() {}

    static String text() {
        try (InputStream file = WikiTemplate.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
