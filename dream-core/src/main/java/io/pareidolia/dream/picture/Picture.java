package io.pareidolia.dream.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * A picture as a network takes it: sRGB, three planes (red, green, blue), each row by row, grey levels as float32.
 * White is 255 and black 0; values between two levels are kept, and values beyond them too, until the picture is
 * written.
 */
public final class Picture {
    private final int width;
    private final int height;
    private final float[] planes;

    /** {@code planes} has {@code 3 * height * width} values and is not copied: what is written there is seen here. */
    public Picture(int width, int height, float[] planes) {
        if (width < 1 || height < 1 || planes.length != 3L * width * height) {
            throw new IllegalArgumentException(planes.length + " values are no picture of " + width + "×" + height);
        }
        this.width = width;
        this.height = height;
        this.planes = planes;
    }

    /** A picture of one colour, its three levels in 0..255. */
    public static Picture filled(int width, int height, float red, float green, float blue) {
        int plane = Math.multiplyExact(width, height);
        float[] planes = new float[Math.multiplyExact(3, plane)];
        Arrays.fill(planes, 0, plane, red);
        Arrays.fill(planes, plane, 2 * plane, green);
        Arrays.fill(planes, 2 * plane, 3 * plane, blue);
        return new Picture(width, height, planes);
    }

    /** What {@link BufferedImage#getRGB} says of each pixel, alpha over white. */
    public static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int plane = width * height;
        float[] planes = new float[Math.multiplyExact(3, plane)];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0, i = y * width; x < width; x++, i++) {
                int argb = row[x];
                int alpha = argb >>> 24;
                float white = 255 - alpha;
                planes[i] = (argb >> 16 & 255) * alpha / 255f + white;
                planes[plane + i] = (argb >> 8 & 255) * alpha / 255f + white;
                planes[2 * plane + i] = (argb & 255) * alpha / 255f + white;
            }
        }
        return new Picture(width, height, planes);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public PictureSize size() {
        return new PictureSize(width, height);
    }

    /** The values themselves, {@code 3 * height * width} of them: no copy. */
    public float[] planes() {
        return planes;
    }

    public Picture copy() {
        return new Picture(width, height, planes.clone());
    }

    /**
     * Bilinear, corners on corners, no antialiasing: the source of column i is {@code i * (in - 1) / (out - 1)}, the
     * resampling between the octaves of google/deepdream. One pixel out of many is the first of them.
     */
    public Picture resampled(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return copy();
        }
        return new Picture(newWidth, newHeight, Bilinear.resample(planes, 3, width, height, newWidth, newHeight));
    }

    /**
     * Each new pixel is the mean of the area that it covers, fractions of pixels counted as such: a photo made smaller
     * without moiré. Only for making smaller.
     */
    public Picture shrunk(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return copy();
        }
        AreaAverage average = new AreaAverage(3, size(), new PictureSize(newWidth, newHeight));
        float[] row = new float[3 * width];
        int plane = width * height;
        for (int y = 0; y < height; y++) {
            for (int channel = 0; channel < 3; channel++) {
                System.arraycopy(planes, channel * plane + y * width, row, channel * width, width);
            }
            average.add(y, row);
        }
        return new Picture(newWidth, newHeight, average.planes());
    }

    /**
     * The picture at another size, perhaps of other proportions: averaged where it becomes smaller, bilinear where it
     * becomes larger; this picture if it has that size already.
     */
    public Picture resized(PictureSize size) {
        int narrower = Math.min(size.width(), width);
        int lower = Math.min(size.height(), height);
        Picture smaller = narrower == width && lower == height ? this : shrunk(narrower, lower);
        return smaller.size().equals(size) ? smaller : smaller.resampled(size.width(), size.height());
    }

    /**
     * A part of the picture.
     *
     * @param left its first column
     * @param top its first row
     */
    public Picture cropped(int left, int top, PictureSize size) {
        float[] part = new float[Math.toIntExact(3 * size.pixels())];
        for (int row = 0; row < 3 * size.height(); row++) {
            int from = (row / size.height() * height + top + row % size.height()) * width + left;
            System.arraycopy(planes, from, part, row * size.width(), size.width());
        }
        return new Picture(size.width(), size.height(), part);
    }

    /** Left and right exchanged. */
    public Picture mirrored() {
        float[] mirrored = new float[planes.length];
        for (int row = 0; row < planes.length; row += width) {
            for (int x = 0; x < width; x++) {
                mirrored[row + x] = planes[row + width - 1 - x];
            }
        }
        return new Picture(width, height, mirrored);
    }

    /** {@link #shrunk} so that the longer side has at most {@code longest} pixels; this picture if it has already. */
    public Picture within(int longest) {
        PictureSize size = size().within(longest);
        return size.width() == width && size.height() == height ? this : shrunk(size.width(), size.height());
    }

    /** Rounded to whole levels and clipped to 0..255. Not a number becomes 0. */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int plane = width * height;
        for (int i = 0, out = 0; i < plane; i++) {
            bytes[out++] = level(planes[2 * plane + i]);
            bytes[out++] = level(planes[plane + i]);
            bytes[out++] = level(planes[i]);
        }
        return image;
    }

    private static byte level(float value) {
        return (byte) (int) (Math.min(Math.max(value, 0f), 255f) + 0.5f);
    }

    @Override
    public String toString() {
        return "Picture of " + width + "×" + height;
    }
}
