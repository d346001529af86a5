package io.pareidolia.dream.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes printable ASCII into pictures with the X Window System's fixed bitmap fonts: an image of a slim Java has
 * neither fonts nor what {@code java.awt.Font} needs to find them. Any other character becomes a question mark.
 */
public final class Lettering {
    /** 10 × 20 pixels a character. */
    public static final Lettering LARGE = new Lettering("/lettering/10x20.png", 10, 20);

    /** 7 × 13 pixels a character. */
    public static final Lettering SMALL = new Lettering("/lettering/7x13.png", 7, 13);

    private static final char FIRST = ' ';
    private static final char LAST = '~';

    /** Where a word that is longer than a line is broken, if it can be: what joins the parts of a recipe. */
    private static final String JOINTS = "+,/#=:-";

    private final int width;
    private final int height;
    private final boolean[] dots;
    private final int stride;

    private Lettering(String strip, int width, int height) {
        this.width = width;
        this.height = height;
        Picture letters = picture(strip);
        stride = letters.width();
        dots = new boolean[stride * height];
        for (int i = 0; i < dots.length; i++) {
            dots[i] = letters.planes()[i] > 127;
        }
    }

    private static Picture picture(String strip) {
        try (InputStream file = Lettering.class.getResourceAsStream(strip)) {
            if (file == null) {
                throw new IllegalStateException(strip + " is missing from the program");
            }
            return new PictureReader(PictureLimits.USUAL)
                    .read(file.readAllBytes(), strip, PictureReader.UNCHANGED)
                    .picture();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Of a character, in pixels. */
    public int width() {
        return width;
    }

    /** Of a line, in pixels. */
    public int height() {
        return height;
    }

    /**
     * {@code text} in lines of at most {@code columns} characters, broken at spaces and line breaks, else behind a
     * joint such as {@code +}, else anywhere. At least one line.
     */
    public static List<String> lines(String text, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("no room for a character");
        }
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\n", -1)) {
            String rest = paragraph.strip();
            while (rest.length() > columns) {
                int end = breakIn(rest, columns);
                lines.add(rest.substring(0, end).strip());
                rest = rest.substring(end).strip();
            }
            lines.add(rest);
        }
        return lines;
    }

    private static int breakIn(String text, int columns) {
        int space = text.lastIndexOf(' ', columns);
        if (space > 0) {
            return space;
        }
        for (int end = columns; end > columns / 2; end--) {
            if (JOINTS.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return columns;
    }

    /**
     * Draws one line with its upper left corner at column {@code x} and row {@code y}; what lies outside the picture is
     * left out.
     *
     * @param level the grey of the letters, 0..255
     * @param scale how many pixels wide and high a dot is, at least 1
     */
    public void draw(Picture picture, int x, int y, String line, float level, int scale) {
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            int glyph = (letter < FIRST || letter > LAST ? '?' : letter) - FIRST;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    if (dots[row * stride + glyph * width + column]) {
                        int left = x + (i * width + column) * scale;
                        fill(picture, left, y + row * scale, scale, scale, level);
                    }
                }
            }
        }
    }

    /** Fills a rectangle with a grey, as far as it is inside the picture. */
    static void fill(Picture picture, int x, int y, int width, int height, float level) {
        int plane = picture.width() * picture.height();
        int left = Math.max(0, x);
        int right = Math.min(picture.width(), x + width);
        for (int row = Math.max(0, y); row < Math.min(picture.height(), y + height); row++) {
            for (int column = left; column < right; column++) {
                int at = row * picture.width() + column;
                picture.planes()[at] = level;
                picture.planes()[plane + at] = level;
                picture.planes()[2 * plane + at] = level;
            }
        }
    }
}
