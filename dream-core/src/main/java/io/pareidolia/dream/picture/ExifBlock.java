package io.pareidolia.dream.picture;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.util.Arrays;

/** Reads the one thing of a stranger's EXIF that matters here. */
final class ExifBlock {
    /** A block that is longer than this is not read: cameras write a few kilobytes. */
    private static final int LONGEST = 1 << 20;

    private ExifBlock() {}

    /** The orientation that the TIFF structure in {@code from..to-1} tells; upright if it tells none or is damaged. */
    static Orientation orientation(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return Orientation.TOP_LEFT;
        }
        try {
            byte[] block = Arrays.copyOfRange(bytes, from, to);
            Metadata metadata = new Metadata();
            new ExifReader().extract(new ByteArrayReader(block), metadata);
            ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer number = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            return number == null ? Orientation.TOP_LEFT : Orientation.of(number);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError hostile) {
            return Orientation.TOP_LEFT;
        }
    }
}
