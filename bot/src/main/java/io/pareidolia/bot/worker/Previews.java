package io.pareidolia.bot.worker;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a dream looks like on the way: small, and seldom enough not to slow it. */
final class Previews {
    static final int LONGEST = 512;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(2);
    private static final Logger LOG = LoggerFactory.getLogger(Previews.class);

    private final Path file;
    private final LongSupplier nanoseconds;
    private boolean begun;
    private long last;

    /** @param nanoseconds a clock that only runs forward */
    Previews(Path file, LongSupplier nanoseconds) {
        this.file = file;
        this.nanoseconds = nanoseconds;
    }

    /** Writes one unless the last is too fresh. A disk that refuses it does not end the dream. */
    boolean written(Supplier<Picture> now) {
        if (begun && nanoseconds.getAsLong() - last < PAUSE) {
            return false;
        }
        begun = true;
        boolean written = false;
        try {
            PictureWriter.writePreview(now.get().within(LONGEST), file);
            written = true;
        } catch (DreamException refused) {
            LOG.warn("a preview could not be written: {}", refused.getMessage());
        }
        last = nanoseconds.getAsLong();
        return written;
    }
}
