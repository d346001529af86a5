package io.pareidolia.dream.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PictureTest {
    static Picture noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] planes = new float[3 * width * height];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = random.nextFloat() * 255;
        }
        return new Picture(width, height, planes);
    }

    /** The definition, one value at a time, in float64. */
    private static double bilinear(Picture picture, int channel, int x, int y, int width, int height) {
        double sourceX = width == 1 ? 0 : (double) x * (picture.width() - 1) / (width - 1);
        double sourceY = height == 1 ? 0 : (double) y * (picture.height() - 1) / (height - 1);
        int left = (int) Math.floor(sourceX);
        int top = (int) Math.floor(sourceY);
        double value = 0;
        for (int dy = 0; dy < 2; dy++) {
            for (int dx = 0; dx < 2; dx++) {
                int column = Math.min(left + dx, picture.width() - 1);
                int row = Math.min(top + dy, picture.height() - 1);
                double share = (dx == 0 ? 1 - (sourceX - left) : sourceX - left)
                        * (dy == 0 ? 1 - (sourceY - top) : sourceY - top);
                value += share * picture.planes()[(channel * picture.height() + row) * picture.width() + column];
            }
        }
        return value;
    }

    @Property(tries = 60)
    void resamplingPutsCornersOnCorners(
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 14) int newWidth,
            @ForAll @IntRange(min = 1, max = 14) int newHeight) {
        Picture picture = noise(width, height, width * 31 + height);
        Picture resampled = picture.resampled(newWidth, newHeight);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < newHeight; y++) {
                for (int x = 0; x < newWidth; x++) {
                    assertThat((double) resampled.planes()[(channel * newHeight + y) * newWidth + x])
                            .isCloseTo(bilinear(picture, channel, x, y, newWidth, newHeight), within(1e-3));
                }
            }
        }
    }

    @Property(tries = 60)
    void shrinkingTakesTheMeanOfTheAreaThatAPixelCovers(
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int newWidth,
            @ForAll @IntRange(min = 1, max = 12) int newHeight) {
        int toWidth = Math.min(width, newWidth);
        int toHeight = Math.min(height, newHeight);
        Picture picture = noise(width, height, width * 17 + height);
        Picture shrunk = picture.shrunk(toWidth, toHeight);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < toHeight; y++) {
                for (int x = 0; x < toWidth; x++) {
                    assertThat((double) shrunk.planes()[(channel * toHeight + y) * toWidth + x])
                            .isCloseTo(area(picture, channel, x, y, toWidth, toHeight), within(1e-3));
                }
            }
        }
    }

    private static double area(Picture picture, int channel, int x, int y, int width, int height) {
        double sum = 0;
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++) {
                double across = overlap(column, picture.width(), x, width);
                double down = overlap(row, picture.height(), y, height);
                sum += across * down * picture.planes()[(channel * picture.height() + row) * picture.width() + column];
            }
        }
        return sum * width * height;
    }

    /** Of pixel {@code i} of {@code size} with new pixel {@code j} of {@code newSize}, both on the unit length. */
    private static double overlap(int i, int size, int j, int newSize) {
        return Math.max(
                0, Math.min((i + 1.0) / size, (j + 1.0) / newSize) - Math.max((double) i / size, (double) j / newSize));
    }

    @Test
    void aPictureIsNeverShrunkToMore() {
        assertThatThrownBy(() -> noise(4, 4, 1).shrunk(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLongerSideDecidesTheSize() {
        assertThat(new PictureSize(4000, 3000).within(1024)).isEqualTo(new PictureSize(1024, 768));
        assertThat(new PictureSize(3000, 4000).within(1024)).isEqualTo(new PictureSize(768, 1024));
        assertThat(new PictureSize(640, 480).within(1024)).isEqualTo(new PictureSize(640, 480));
        assertThat(new PictureSize(640, 480).withLongest(1024)).isEqualTo(new PictureSize(1024, 768));
        assertThat(new PictureSize(60_000, 1).within(1024)).isEqualTo(new PictureSize(1024, 1));
    }

    @Test
    void writtenLevelsAreRoundedAndClipped() {
        Picture picture = new Picture(2, 1, new float[] {-3, 300, 0.4f, 0.6f, 254.4f, Float.NaN});
        assertThat(picture.toImage().getRGB(0, 0)).isEqualTo(0xff0000fe);
        assertThat(picture.toImage().getRGB(1, 0)).isEqualTo(0xffff0100);
    }

    @Test
    void aCopyIsItsOwn() {
        Picture picture = noise(3, 2, 1);
        Picture copy = picture.copy();
        picture.planes()[0] = -1;
        assertThat(copy.planes()[0]).isNotEqualTo(-1);
        assertThat(picture.resampled(3, 2).planes())
                .isNotSameAs(picture.planes())
                .isEqualTo(picture.planes());
    }

    @Property(tries = 60)
    void partsAndMirrorImagesAreMadeOfThePixelsThemselves(
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 0, max = 8) int left,
            @ForAll @IntRange(min = 0, max = 8) int top) {
        Picture picture = noise(width, height, width * 31 + height);
        int x = left % width;
        int y = top % height;
        Picture part = picture.cropped(x, y, new PictureSize(width - x, height - y));
        Picture mirrored = picture.mirrored();
        for (int channel = 0; channel < 3; channel++) {
            float[] planes = picture.planes();
            for (int row = y; row < height; row++) {
                for (int column = x; column < width; column++) {
                    float pixel = planes[(channel * height + row) * width + column];
                    assertThat(part.planes()[(channel * (height - y) + row - y) * (width - x) + column - x])
                            .isEqualTo(pixel);
                    assertThat(mirrored.planes()[(channel * height + row) * width + width - 1 - column])
                            .isEqualTo(pixel);
                }
            }
        }
    }

    @Test
    void resizingAveragesWhereItShrinksAndInterpolatesWhereItEnlarges() {
        Picture picture = noise(8, 6, 1);

        assertThat(picture.resized(new PictureSize(8, 6))).isSameAs(picture);
        assertThat(picture.resized(new PictureSize(4, 3)).planes())
                .containsExactly(picture.shrunk(4, 3).planes());
        assertThat(picture.resized(new PictureSize(16, 9)).planes())
                .containsExactly(picture.resampled(16, 9).planes());
        assertThat(picture.resized(new PictureSize(5, 9)).planes())
                .containsExactly(picture.shrunk(5, 6).resampled(5, 9).planes());
    }
}
