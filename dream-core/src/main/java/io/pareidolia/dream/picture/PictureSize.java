package io.pareidolia.dream.picture;

/** Width and height in pixels, both at least 1. */
public record PictureSize(int width, int height) {
    public PictureSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no size: " + width + "×" + height);
        }
    }

    public int longest() {
        return Math.max(width, height);
    }

    public long pixels() {
        return (long) width * height;
    }

    /** The same proportions with a longer side of at most {@code longest}, never enlarged; at least 1 pixel a side. */
    public PictureSize within(int longest) {
        return longest() <= longest ? this : withLongest(longest);
    }

    /** The same proportions with a longer side of exactly {@code longest}; at least 1 pixel a side. */
    public PictureSize withLongest(int longest) {
        return width >= height
                ? new PictureSize(longest, share(height, longest, width))
                : new PictureSize(share(width, longest, height), longest);
    }

    /** Width and height swapped. */
    PictureSize turned() {
        return new PictureSize(/* width= */ height, /* height= */ width);
    }

    private static int share(int side, int longest, int longestNow) {
        return (int) Math.max(1, Math.round((double) side * longest / longestNow));
    }

    @Override
    public String toString() {
        return width + "×" + height;
    }
}
