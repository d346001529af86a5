package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.JudgedNetwork;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarmGradientTest {
    private static final int SIDE = 80;

    @Test
    void itIsKeptForTheSameLayersAndChangedForOthers() throws IOException {
        Network network =
                Network.of(Catalogue.bundled().require("inception-v3"), JudgedNetwork.bytes(), Optional.empty());
        try (WarmGradient warm = new WarmGradient(Device.CPU, 1, 1L << 30)) {
            warm.stop(); // nothing is under way
            NetworkGradient first = warm.of(network, LayerExpression.of("mixed0"));
            double objective = objective(first);
            assertThat(warm.of(network, LayerExpression.of("mixed0"))).isSameAs(first);
            assertThat(objective(warm.of(network, LayerExpression.of("mixed1"))))
                    .isNotEqualTo(objective);
            assertThatThrownBy(() -> warm.of(network, LayerExpression.of("mixd0")))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("mixed0");
            assertThat(objective(warm.of(network, LayerExpression.of("mixed0"))))
                    .isEqualTo(objective);
        }
    }

    private static double objective(NetworkGradient gradient) {
        return gradient.gradient(Pictures.waves(SIDE, SIDE).planes(), SIDE, SIDE)
                .objective();
    }
}
