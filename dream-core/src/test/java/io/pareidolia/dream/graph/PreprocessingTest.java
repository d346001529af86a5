package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pareidolia.dream.failure.DreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessingTest {
    /** The picture's one pixel is red 10, green 100, blue 200. */
    @ParameterizedTest
    @CsvSource({
        "caffe, 96, -17, -113",
        "tf, -0.92156863, -0.21568628, 0.56862745",
        "torch, -1.9466567, -0.2850140, 1.6813943",
        "none, 10, 100, 200"
    })
    void whatTheNetworkSeesOfAPixel(String word, double first, double second, double third) {
        Preprocessing preprocessing = Preprocessing.named(word);
        double[] picture = {10, 100, 200};
        double[] expected = {first, second, third};
        for (int channel = 0; channel < 3; channel++) {
            double seen =
                    picture[preprocessing.from(channel)] * preprocessing.scale(channel) + preprocessing.offset(channel);
            assertThat(seen).isCloseTo(expected[channel], within(1e-6));
        }
        assertThat(preprocessing.redFirst()).isEqualTo(!word.equals("caffe"));
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreReadInAnyCase(Preprocessing preprocessing) {
        assertThat(Preprocessing.named(preprocessing.word())).isEqualTo(preprocessing);
        assertThat(Preprocessing.named(preprocessing.name())).isEqualTo(preprocessing);
    }

    @Test
    void anotherWordIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Preprocessing.named("cafe"))
                .isInstanceOf(DreamException.class)
                .hasMessageStartingWith("There is no pre-processing \"cafe\". Did you mean caffe");
    }
}
