package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.graph.JudgedNetwork;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.picture.Picture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dreams of the bundled network are the notebook's, computed by libtorch in float64. Where two activations are nearly
 * the same, rounding may turn a pool's choice over, and a dream follows it: libtorch's own float32 then keeps no more
 * than about 70 dB of its float64, with our dreams as with its own. So each layer dreams three pictures.
 */
class NetworkDreamTest {
    @ParameterizedTest
    @ValueSource(strings = {"mixed2", "mixed4"})
    void oneStepOnFourOctavesIsTheNotebooks(String layer) throws IOException {
        Network network = Network.of(
                Catalogue.bundled().named("inception-v3").orElseThrow(), JudgedNetwork.bytes(), Optional.empty());
        Recipe recipe =
                new Recipe("inception-v3", LayerExpression.of(layer), 4, 1.4, 1, 1.5, 0, 0, 192, 1, 1, Colour.DREAM);
        List<Double> agreements = new ArrayList<>();
        try (NetworkGradient gradient = NetworkGradient.of(network, recipe.layer(), Device.CPU, 2, 1L << 30);
                JudgedNetwork judge = JudgedNetwork.bundled(layer)) {
            for (int height : new int[] {192, 150, 133}) {
                Picture photo = Pictures.waves(192, height);
                Picture dream = new Dreamer(gradient, DreamCaps.NONE)
                        .dream(photo, recipe, progress -> {})
                        .picture();
                agreements.add(
                        Pictures.psnr(dream, NotebookInDouble.dream(Pictures.exact(photo), recipe, judge::gradient)));
                assertThat(Pictures.psnr(dream, Pictures.exact(photo))).isLessThan(45);
            }
        }
        Collections.sort(agreements);
        assertThat(agreements.get(0)).as("%s", agreements).isGreaterThanOrEqualTo(50);
        assertThat(agreements.get(1)).as("%s", agreements).isGreaterThanOrEqualTo(75);
    }
}
