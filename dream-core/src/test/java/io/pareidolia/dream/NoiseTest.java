package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.picture.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 192})
    void itIsThereAtEverySizeAndTheSameForTheSameSeed(int side) {
        Picture noise = Noise.of(side, 30, 4, true);
        assertThat(noise.width()).isEqualTo(side);
        assertThat(noise.planes())
                .isEqualTo(Noise.of(side, 30, 4, true).planes())
                .isNotEqualTo(Noise.of(side, 30, 5, true).planes());
        for (float value : noise.planes()) {
            assertThat(value).isBetween(0f, 255f);
        }
    }

    @Test
    void withLittleColourThePlanesGoTogether() {
        assertThat(apart(Noise.of(64, 10, 1, true))).isGreaterThan(2 * apart(Noise.of(64, 10, 1, false)));
    }

    /** The mean difference between red and blue. */
    private static double apart(Picture picture) {
        int area = picture.width() * picture.height();
        double sum = 0;
        for (int i = 0; i < area; i++) {
            sum += Math.abs(picture.planes()[i] - picture.planes()[2 * area + i]);
        }
        return sum / area;
    }
}
