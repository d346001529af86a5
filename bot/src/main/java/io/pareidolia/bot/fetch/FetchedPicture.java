package io.pareidolia.bot.fetch;

import io.pareidolia.dream.picture.PictureHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * A picture that came whole: its header was read, nothing was decoded. Whoever keeps it copies or moves the file before
 * closing.
 *
 * @param file a temporary file
 * @param bytes the length of the file
 * @param header format and size in pixels, by content
 * @param sha256 of the file: 64 lower-case hexadecimal digits
 */
public record FetchedPicture(Path file, long bytes, PictureHeader header, String sha256) implements Closeable {
    /** Such as {@code image/jpeg}; by content, whatever the server said. */
    public String mediaType() {
        return header.format().mediaType();
    }

    /** Deletes the file if it is still there. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException later) {
            // not worth a person's request: the next start of the fetcher deletes it
            LoggerFactory.getLogger(FetchedPicture.class).warn("{} could not be deleted", file);
        }
    }
}
