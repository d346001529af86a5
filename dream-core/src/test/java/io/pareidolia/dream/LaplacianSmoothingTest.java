package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.LaplacianSmoothing.Band;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaplacianSmoothingTest {
    private static float[] noise(int height, int width) {
        Random random = new Random(height * 1000L + width);
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + (i % width) * 0.05);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 4",
        "1, 2, 1",
        "2, 1, 3",
        "2, 2, 8",
        "3, 3, 2",
        "5, 4, 1",
        "7, 9, 4",
        "16, 16, 2",
        "31, 32, 4",
        "33, 20, 8",
        "12, 13, 0"
    })
    void normalisesAsTheNotebook(int height, int width, int levels) {
        float[] gradient = noise(height, width);
        double[] expected = PyramidInDouble.normalised(
                        NotebookInDouble.image(
                                height, width, (plane, y, x) -> gradient[(plane * height + y) * width + x]),
                        levels)
                .flat();
        float[] before = gradient.clone();
        float[] smoothed = LaplacianSmoothing.normalised(gradient, height, width, levels);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) smoothed[i]).isCloseTo(expected[i], within(2e-5 * Math.max(1, Math.abs(expected[i]))));
        }
        assertThat(gradient).as("the gradient given").isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 8", "2, 3, 4", "17, 23, 3", "64, 48, 4", "8, 8, 0"})
    void theBandsAddUpToThePicture(int height, int width, int levels) {
        float[] picture = noise(height, width);
        List<Band> bands = LaplacianSmoothing.split(new Band(picture.clone(), height, width), levels);
        assertThat(bands).hasSize(levels + 1);
        float[] merged = LaplacianSmoothing.merged(bands).values();
        for (int i = 0; i < picture.length; i++) {
            assertThat(merged[i]).isCloseTo(picture[i], within(1e-5f));
        }
    }

    @Test
    void aNormalisedBandHasARootMeanSquareOfOneOverAllItsPlanes() {
        for (Band band : LaplacianSmoothing.split(new Band(noise(40, 30), 40, 30), 4)) {
            band.normalise();
            assertThat(band.rms()).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void theFineAndTheCoarseHalfOfAGradientBecomeEquallyStrong() {
        int side = 128;
        float[] gradient = new float[3 * side * side];
        for (int i = 0; i < gradient.length; i++) {
            int x = i % side;
            // a checkerboard far stronger than a slow wave
            gradient[i] = (float) (100 * ((x + i / side) % 2 == 0 ? 1 : -1) + Math.sin(x * 2 * Math.PI / 64));
        }
        float[] smoothed = LaplacianSmoothing.normalised(gradient, side, side, 4);
        double wave = 0;
        double board = 0;
        for (int i = 0; i < smoothed.length; i++) {
            int x = i % side;
            wave += smoothed[i] * Math.sin(x * 2 * Math.PI / 64) * 2 / smoothed.length;
            board += smoothed[i] * ((x + i / side) % 2 == 0 ? 1.0 : -1.0) / smoothed.length;
        }
        assertThat(wave / board).isGreaterThan(0.5);
    }

    @Test
    void zerosStayZerosAndTinyValuesStayFinite() {
        assertThat(LaplacianSmoothing.normalised(new float[3 * 9 * 7], 9, 7, 4)).containsOnly(0);
        float[] tiny = new float[3 * 9 * 7];
        tiny[40] = Float.MIN_VALUE;
        for (float value : LaplacianSmoothing.normalised(tiny, 9, 7, 4)) {
            assertThat(value).isFinite();
        }
    }
}
