package io.pareidolia.bot.lobby;

import io.pareidolia.dream.picture.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;

/**
 * A picture that a visitor has sent, in a file that is deleted when it is closed.
 *
 * @param mediaType by content, whatever the browser said
 */
record Upload(Path file, String mediaType) implements AutoCloseable {
    /** Enough to tell what a file is. */
    private static final int BEGINNING = 32;

    /**
     * Writes down what comes.
     *
     * @param folder for files on their way
     */
    static Upload of(InputStream content, Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "upload", ".part");
        try {
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return new Upload(file, mediaType(file));
        } catch (IOException | RuntimeException broken) {
            Files.deleteIfExists(file);
            throw broken;
        }
    }

    private static String mediaType(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return PictureFormat.ofContent(in.readNBytes(BEGINNING))
                    .map(PictureFormat::mediaType)
                    .orElseThrow(() -> Problem.of(
                            415, "That file is no picture; JPEG, PNG, WebP, GIF, BMP and TIFF can be read."));
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException later) {
            // not worth a person's request: the next start deletes it
            LoggerFactory.getLogger(Upload.class).warn("{} could not be deleted", file);
        }
    }
}
