package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TilingTest {
    private static void assertCovers(TileAxis axis) {
        assertThat(axis.starts().get(0)).isZero();
        assertThat(axis.starts().get(axis.count() - 1) + axis.tile()).isEqualTo(axis.length());
        double[] sum = new double[axis.length()];
        float[][] shares = axis.shares();
        for (int i = 0; i < axis.count(); i++) {
            for (int at = 0; at < axis.tile(); at++) {
                assertThat(shares[i][at]).isBetween(0f, 1f);
                sum[axis.starts().get(i) + at] += shares[i][at];
            }
        }
        assertThat(sum).usingComparatorWithPrecision(1e-6).containsOnly(1);
    }

    @Property(tries = 200)
    void tilesOfAFixedSizeCoverEveryPixelWithSharesThatAddUpToOne(
            @ForAll @IntRange(min = 1, max = 300) int tile, @ForAll @IntRange(min = 0, max = 2000) int more) {
        TileAxis axis = TileAxis.ofTile(tile + more, tile);
        assertCovers(axis);
        assertThat(axis.count() == 1 || axis.overlap() >= tile / 4).isTrue();
        assertThat((axis.count() - 1L) * (tile - tile / 4) < more + tile - tile / 4)
                .as("no tile too many")
                .isTrue();
    }

    @Property(tries = 200)
    void tilesOfAChosenSizeBeginOnTheGridOfTheNetworkAndOverlapEnough(
            @ForAll @IntRange(min = 1, max = 8192) int length) {
        List<TileAxis> choices = TileAxis.choices(length, 224);
        assertThat(choices.get(0)).isEqualTo(TileAxis.whole(length));
        for (TileAxis axis : choices) {
            assertThat(axis.starts()).allMatch(start -> start % 32 == 0);
            assertThat(axis.count() == 1 || axis.overlap() >= Math.min(axis.tile() / 4, 192))
                    .isTrue();
            assertThat(axis.count() == 1 || axis.tile() >= 224).isTrue();
        }
        assertCovers(choices.get(choices.size() - 1));
    }

    @Test
    void aTilesEdgesAreNotTrustedAndThePicturesBordersAre() {
        TileAxis axis = new TileAxis(160, 100, List.of(0, 60));
        float[][] shares = axis.shares();
        assertThat(shares[0][0]).isEqualTo(1);
        assertThat(shares[1][99]).isEqualTo(1);
        assertThat(shares[0][89]).isCloseTo(0.025f, within(1e-6f));
        assertThat(shares[0][90]).isZero();
        assertThat(shares[1][9]).isZero();
        assertThat(shares[1][20]).isCloseTo(0.525f, within(1e-6f));
    }

    @Test
    void onlyWhatDoesNotFitTheMemoryIsTiledAndThenWithTheFewestPixels() {
        AnalyticSource source = new AnalyticSource(1);
        PictureSize size = new PictureSize(2000, 1500);
        long whole = source.bytesFor(1500, 2000);
        assertThat(Tiling.of(size, source, whole).count()).isEqualTo(1);
        Tiling halves = Tiling.of(size, source, whole - 1);
        assertThat(halves.count()).isEqualTo(2);
        long quarter = whole / 4;
        Tiling tiles = Tiling.of(size, source, quarter);
        assertThat(tiles.bytes(source)).isLessThanOrEqualTo(quarter);
        assertThat(tiles.work()).isLessThan(size.pixels() * 2);
        Tiling smallest = Tiling.of(size, source, 0);
        assertThat(smallest.rows().tile()).isGreaterThanOrEqualTo(224);
        assertThat(smallest.bytes(source)).isLessThan(source.bytesFor(300, 300));
    }

    @Test
    void aGradientInTilesIsThatOfTheWholeWhereTheNetworkSeesNoFurtherThanTheMargin() {
        assertThat(differenceFromWhole(new AnalyticSource(1), 100, 80, 40, 32)).isLessThan(1e-6);
        assertThat(seam(new AnalyticSource(1), 100, 80, 40, 32)).isBetween(0.9, 1.1);
    }

    /** The network sees 36 pixels far in tiles of 48 that overlap by 12: no pixel is right, and yet no seam shows. */
    @Test
    void noSeamShowsWhereTheNetworkSeesFarBeyondTheMargin() {
        AnalyticSource farSighted = new AnalyticSource(18);
        assertThat(differenceFromWhole(farSighted, 150, 120, 48, 48)).isGreaterThan(0.02);
        assertThat(seam(farSighted, 150, 120, 48, 48)).isBetween(0.7, 1.3);
    }

    @Test
    void theObjectiveOfTilesIsThatOfTheirArea() {
        AnalyticSource source = new AnalyticSource(1);
        Picture picture = Pictures.waves(120, 90);
        double whole = source.gradient(picture.planes(), 90, 120).objective();
        Tiling tiling = new Tiling(TileAxis.ofTile(90, 32), TileAxis.ofTile(120, 40));
        double tiled = new TiledGradient(source, tiling)
                .gradient(picture.planes(), 90, 120, () -> false)
                .objective();
        assertThat(tiled / whole).isBetween(0.9, 1.1);
    }

    private static float[] tiled(AnalyticSource source, Picture picture, int tileWidth, int tileHeight) {
        Tiling tiling =
                new Tiling(TileAxis.ofTile(picture.height(), tileHeight), TileAxis.ofTile(picture.width(), tileWidth));
        return new TiledGradient(source, tiling)
                .gradient(picture.planes(), picture.height(), picture.width(), () -> false)
                .values();
    }

    /** Relative L2. */
    private static double differenceFromWhole(
            AnalyticSource source, int width, int height, int tileWidth, int tileHeight) {
        Picture picture = Pictures.waves(width, height);
        float[] whole = source.gradient(picture.planes(), height, width).values();
        float[] tiled = tiled(source, picture, tileWidth, tileHeight);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < whole.length; i++) {
            difference += Math.pow(whole[i] - tiled[i], 2);
            size += Math.pow(whole[i], 2);
        }
        return Math.sqrt(difference / size);
    }

    /**
     * How much the gradient jumps from column to column where a tile begins or ends and where its trusted part does,
     * against the same columns of the gradient without tiles.
     */
    private static double seam(AnalyticSource source, int width, int height, int tileWidth, int tileHeight) {
        Picture picture = Pictures.waves(width, height);
        TileAxis columns = TileAxis.ofTile(width, tileWidth);
        float[] tiled = tiled(source, picture, tileWidth, tileHeight);
        float[] whole = source.gradient(picture.planes(), height, width).values();
        int margin = columns.overlap() / 4;
        double jumps = 0;
        double usual = 0;
        for (int i = 1; i < columns.count(); i++) {
            int begin = columns.starts().get(i);
            int end = columns.starts().get(i - 1) + tileWidth;
            for (int x : new int[] {begin, begin + margin, end - margin, end}) {
                for (int row = 0; row < 3 * height; row++) {
                    jumps += Math.abs(tiled[row * width + x] - tiled[row * width + x - 1]);
                    usual += Math.abs(whole[row * width + x] - whole[row * width + x - 1]);
                }
            }
        }
        return jumps / usual;
    }
}
