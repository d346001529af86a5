package io.pareidolia.dream.picture;

/**
 * The eight ways in which EXIF says a picture was stored. Each constant names where the stored first row and first
 * column belong, as EXIF numbers them.
 */
enum Orientation {
    TOP_LEFT(false, false, false),
    TOP_RIGHT(false, true, false),
    BOTTOM_RIGHT(false, true, true),
    BOTTOM_LEFT(false, false, true),
    LEFT_TOP(true, false, false),
    RIGHT_TOP(true, true, false),
    RIGHT_BOTTOM(true, true, true),
    LEFT_BOTTOM(true, false, true);

    private final boolean turned;
    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean turned, boolean fromRight, boolean fromBottom) {
        this.turned = turned;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    /** Of EXIF's number 1..8; any other means that nobody knows, so upright. */
    static Orientation of(int exif) {
        return exif >= 1 && exif <= 8 ? values()[exif - 1] : TOP_LEFT;
    }

    PictureSize upright(PictureSize stored) {
        return turned ? stored.turned() : stored;
    }

    /** Three planes as stored, made upright. Returns {@code planes} itself if they are already. */
    float[] upright(float[] planes, PictureSize stored) {
        if (this == TOP_LEFT) {
            return planes;
        }
        int width = stored.width();
        int height = stored.height();
        int plane = width * height;
        float[] out = new float[3 * plane];
        // the place of stored column x and row y is start + x * right + y * down
        int newWidth = turned ? height : width;
        int newHeight = turned ? width : height;
        int acrossSign = fromRight ? -1 : 1;
        int downSign = fromBottom ? -newWidth : newWidth;
        int right = turned ? downSign : acrossSign;
        int down = turned ? acrossSign : downSign;
        int start = (fromRight ? newWidth - 1 : 0) + (fromBottom ? (newHeight - 1) * newWidth : 0);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < height; y++) {
                int from = channel * plane + y * width;
                int to = channel * plane + start + y * down;
                for (int x = 0; x < width; x++, to += right) {
                    out[to] = planes[from + x];
                }
            }
        }
        return out;
    }
}
