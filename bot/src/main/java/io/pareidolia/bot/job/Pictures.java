package io.pareidolia.bot.job;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where pictures are kept, each once, by the hash of its bytes. One that no job refers to vanishes some
 * time after it was kept.
 */
public interface Pictures {
    /**
     * Keeps a copy of a file.
     *
     * @throws IOException if there is no room; then nothing is kept
     */
    JobPicture keep(String role, Path file, String mediaType) throws IOException;

    /**
     * The picture as a file, which nobody may change; its owner closes it.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there any more
     */
    Opened open(String sha256) throws IOException;

    /** Whether a picture of so many bytes may still come: false from the high-water mark on. */
    boolean hasRoomFor(long bytes);

    /** A picture that somebody looks at. */
    interface Opened extends AutoCloseable {
        Path file();

        @Override
        void close();
    }
}
