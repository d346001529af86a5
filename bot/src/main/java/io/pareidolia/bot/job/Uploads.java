package io.pareidolia.bot.job;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes files that platforms take: dreams as they are, or as JPEG and smaller where they would be too large; originals
 * always encoded anew, so that no metadata of theirs is shown.
 */
public final class Uploads {
    /** The originals are for comparison; nobody needs more than a screen of them. */
    private static final int ORIGINAL_LONGEST = 1280;

    private static final double SHRINK = 0.8;
    private static final int SMALLEST = 64;

    private final Pictures pictures;
    private final PictureReader reader;

    public Uploads(Pictures pictures, PictureReader reader) {
        this.pictures = pictures;
        this.reader = reader;
    }

    /** A file's bytes, and the ending of its name. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    public record Upload(byte[] bytes, String ending) {}

    /**
     * The dream, with the recipe that is stamped in it unless it has to be made smaller.
     *
     * @param limit bytes that the platform takes
     * @throws IOException if it is not kept any more, or cannot be read
     */
    public Upload dream(JobPicture dream, long limit) throws IOException {
        try (Pictures.Opened opened = pictures.open(dream.sha256())) {
            byte[] bytes = Files.readAllBytes(opened.file());
            PictureFormat format = PictureFormat.ofContent(bytes)
                    .orElseThrow(() -> new IOException("a dream of no format: " + dream.sha256()));
            return bytes.length <= limit
                    ? new Upload(bytes, format.endings().get(0))
                    : new Upload(fitting(reader.read(bytes, "the dream").picture(), limit), "jpg");
        }
    }

    /** The original, right way up and without metadata. One at a time: a large one takes much memory. */
    public synchronized Upload original(JobPicture source, long limit) throws IOException {
        try (Pictures.Opened opened = pictures.open(source.sha256())) {
            Path file = opened.file();
            return new Upload(
                    fitting(reader.read(file, ORIGINAL_LONGEST).picture().within(ORIGINAL_LONGEST), limit), "jpg");
        }
    }

    private static byte[] fitting(Picture picture, long limit) {
        Picture now = picture;
        byte[] bytes = PictureWriter.encode(now, PictureFormat.JPEG, Optional.empty());
        while (bytes.length > limit && now.size().longest() > SMALLEST) {
            now = now.within((int) (now.size().longest() * SHRINK));
            bytes = PictureWriter.encode(now, PictureFormat.JPEG, Optional.empty());
        }
        return bytes;
    }
}
