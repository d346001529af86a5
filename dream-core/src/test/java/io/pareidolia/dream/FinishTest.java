package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.picture.Picture;
import org.junit.jupiter.api.Test;

class FinishTest {
    private static final Picture ORIGINAL = new Picture(2, 1, new float[] {100, 250, 150, 250, 60, 250});
    private static final Picture DREAM = new Picture(2, 1, new float[] {200, 255, 90, 255, 120, 0});

    private static Recipe recipe(double strength, Colour colour) {
        return new Recipe("net", LayerExpression.of("layer"), 4, 1.4, 10, 1.5, 32, 0, 2, 1, strength, colour);
    }

    @Test
    void strengthIsTheShareOfTheDream() {
        assertThat(Finish.of(DREAM, ORIGINAL, recipe(1, Colour.DREAM)).planes()).isEqualTo(DREAM.planes());
        assertThat(Finish.of(DREAM, ORIGINAL, recipe(0, Colour.DREAM)).planes()).isEqualTo(ORIGINAL.planes());
        assertThat(Finish.of(DREAM, ORIGINAL, recipe(0.25, Colour.DREAM)).planes())
                .containsExactly(125, 251.25f, 135, 251.25f, 75, 187.5f);
    }

    @Test
    void keptColoursAreTheDreamsBrightnessWithTheOriginalsChroma() {
        float[] kept = Finish.of(DREAM, ORIGINAL, recipe(1, Colour.KEEP)).planes();
        // BT.601, full range, in the form of the JPEG standard
        double y = 0.299 * 200 + 0.587 * 90 + 0.114 * 120;
        double cb = -0.168736 * 100 - 0.331264 * 150 + 0.5 * 60;
        double cr = 0.5 * 100 - 0.418688 * 150 - 0.081312 * 60;
        assertThat((double) kept[0]).isCloseTo(y + 1.402 * cr, within(1e-3));
        assertThat((double) kept[2]).isCloseTo(y - 0.344136 * cb - 0.714136 * cr, within(1e-3));
        assertThat((double) kept[4]).isCloseTo(y + 1.772 * cb, within(1e-3));
    }

    @Test
    void whatLeavesTheRangeIsClipped() {
        Picture white = Pictures.grey(1, 1, 255);
        Picture red = new Picture(1, 1, new float[] {255, 0, 0});
        assertThat(Finish.of(white, red, recipe(1, Colour.KEEP)).planes()[0]).isEqualTo(255);
    }
}
