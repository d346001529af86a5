package io.pareidolia.dream.picture;

/**
 * What is refused before anything of it is decoded.
 *
 * @param pixels the most pixels of a picture
 * @param jpegPixels the most pixels of a JPEG; one beyond {@code pixels} is read at a half or a third of its size
 * @param bytes the most bytes of a file
 * @param profileBytes a longer colour profile is ignored
 */
public record PictureLimits(long pixels, long jpegPixels, long bytes, int profileBytes) {
    /** 64 megapixels, JPEGs 200; 40 MB. */
    public static final PictureLimits USUAL = new PictureLimits(64_000_000, 200_000_000, 40_000_000, 4_000_000);

    /** No picture is wider or higher, whatever its area. */
    static final int LONGEST_SIDE = 65_535;

    public PictureLimits {
        if (pixels < 1 || jpegPixels < pixels || bytes < 1 || profileBytes < 0) {
            throw new IllegalArgumentException("limits below 1, or fewer pixels for a JPEG than for others");
        }
    }
}
