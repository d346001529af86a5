package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.graph.JudgedNetwork;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.picture.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a GPU does in one run is what a processor does step by step, rolls, smoothing and clipping included. */
class WholeStepTest {
    private static final String LAYER = "mixed0#1,5,9:2+mixed1";

    @ParameterizedTest
    @CsvSource({"96, 96, 0", "101, 96, 1", "96, 103, 4", "99, 97, 8"})
    void aStepInOneRunIsTheSameStep(int width, int height, int smooth) throws IOException {
        Picture photo = Pictures.waves(width, height);
        List<Double> objectives = new ArrayList<>();
        Picture apart = dream(photo, smooth, false, objectives);
        Picture whole = dream(photo, smooth, true, objectives);
        assertThat(Pictures.psnr(whole, Pictures.exact(apart))).isGreaterThan(75);
        assertThat(Pictures.psnr(whole, Pictures.exact(photo))).isLessThan(40);
        assertThat(objectives).hasSize(4).allMatch(objective -> objective > 0);
        assertThat(objectives.get(0)).isEqualTo(objectives.get(2));
    }

    private static Picture dream(Picture photo, int smooth, boolean wholeSteps, List<Double> objectives)
            throws IOException {
        Network network =
                Network.of(Catalogue.bundled().require("inception-v3"), JudgedNetwork.bytes(), Optional.empty());
        Recipe recipe = new Recipe(
                "inception-v3",
                LayerExpression.parse(LAYER),
                1,
                1.4,
                2,
                3,
                32,
                smooth,
                Math.max(photo.width(), photo.height()),
                11,
                1,
                Colour.DREAM);
        try (NetworkGradient gradient =
                NetworkGradient.of(network, recipe.layer(), Device.CPU, 2, 1L << 30, wholeSteps)) {
            return new Dreamer(gradient, DreamCaps.NONE)
                    .dream(photo, recipe, progress -> objectives.add(progress.objective()))
                    .picture();
        }
    }
}
