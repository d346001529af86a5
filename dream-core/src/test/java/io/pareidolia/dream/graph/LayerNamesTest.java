package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayerNamesTest {
    private final Random random = new Random(5);

    private Numbers weights(long... shape) {
        return Numbers.gaussian(random, shape);
    }

    /** Two blocks as Caffe's networks were exported, with names as theirs, and a head. */
    private ModelBuilder classic() {
        return new ModelBuilder()
                .input("data_0", 1, 3, 64, 64)
                .floats("w1", weights(8, 3, 3, 3))
                .floats("w2", weights(4, 8, 1, 1))
                .floats("w3", weights(4, 8, 3, 3))
                .floats("fc", weights(8, 5))
                .node("Conv", List.of("data_0", "w1"), List.of("conv1/7x7_s2_1"), Map.of("strides", new long[] {2, 2}))
                .node("Relu", List.of("conv1/7x7_s2_1"), List.of("conv1/7x7_s2_2"), Map.of())
                .node(
                        "MaxPool",
                        List.of("conv1/7x7_s2_2"),
                        List.of("pool1/3x3_s2_1"),
                        Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}))
                .node("Conv", List.of("pool1/3x3_s2_1", "w2"), List.of("inception_4c/1x1_1"), Map.of())
                .node("Relu", List.of("inception_4c/1x1_1"), List.of("inception_4c/1x1_2"), Map.of())
                .node(
                        "Conv",
                        List.of("pool1/3x3_s2_1", "w3"),
                        List.of("inception_4c/3x3_1"),
                        Map.of("pads", new long[] {1, 1, 1, 1}))
                .node("Relu", List.of("inception_4c/3x3_1"), List.of("inception_4c/3x3_2"), Map.of())
                .node(
                        "Concat",
                        List.of("inception_4c/1x1_2", "inception_4c/3x3_2"),
                        List.of("inception_4c/output_1"),
                        Map.of("axis", 1L))
                .node("GlobalAveragePool", List.of("inception_4c/output_1"), List.of("pool5/7x7_s1_1"), Map.of())
                .node("Flatten", List.of("pool5/7x7_s1_1"), List.of("flat"), Map.of())
                .node("Gemm", List.of("flat", "fc"), List.of("loss3/classifier_1"), Map.of())
                .output("loss3/classifier_1");
    }

    @Test
    void aLayerIsSaidByItsTensorItsAliasOrItsBlock() {
        ForwardGraph network = ForwardGraph.of(classic().model().toByteArray(), "net");
        assertThat(network.tensor("inception_4c/1x1_2", Map.of())).isEqualTo("inception_4c/1x1_2");
        assertThat(network.tensor("inception_4c", Map.of())).isEqualTo("inception_4c/output_1");
        assertThat(network.tensor("conv1", Map.of())).isEqualTo("conv1/7x7_s2_2");
        assertThat(network.tensor("loss3", Map.of())).isEqualTo("loss3/classifier_1");
        assertThat(network.tensor("temples", Map.of("temples", "inception_4c"))).isEqualTo("inception_4c/output_1");
        assertThat(network.tensor("flat", Map.of("flat", "flat"))).isEqualTo("flat");
    }

    @Test
    void whatLeavesABlockIsALayer() {
        ForwardGraph network = ForwardGraph.of(classic().model().toByteArray(), "net");
        assertThat(network.layers())
                .containsExactly(
                        "conv1/7x7_s2_2",
                        "pool1/3x3_s2_1",
                        "inception_4c/1x1_2",
                        "inception_4c/3x3_2",
                        "inception_4c/output_1",
                        "pool5/7x7_s1_1");
        assertThat(network.tensors()).hasSize(11).startsWith("conv1/7x7_s2_1").endsWith("loss3/classifier_1");
    }

    @Test
    void anUnknownLayerIsAnsweredWithTheNearest() {
        ForwardGraph network = ForwardGraph.of(classic().model().toByteArray(), "net");
        for (String said : List.of("inception_4d", "Inception_4c/output_1", "", "/", "pool1/")) {
            assertThatThrownBy(() -> network.tensor(said, Map.of("temples", "inception_4c")))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("has no layer \"" + said + "\"")
                    .hasMessageContaining("Did you mean");
        }
        assertThatThrownBy(() -> network.tensor("inception_4d", Map.of()))
                .hasMessageContaining("Did you mean inception_4c");
        assertThatThrownBy(() -> network.tensor("temple", Map.of("temples", "inception_4c")))
                .hasMessageContaining("Did you mean temples");
        assertThatThrownBy(() -> network.tensor("broken", Map.of("broken", "nowhere")))
                .hasMessageContaining("has no layer \"nowhere\"");
    }

    @Test
    void whatLiesBehindAnUnsupportedOperatorIsRefusedWithTheDeepestLayersBeforeIt() {
        ModelBuilder model = classic()
                .node("Erf", List.of("inception_4c/output_1"), List.of("fire9/strange"), Map.of())
                .floats("w9", weights(4, 8, 1, 1))
                .node("Conv", List.of("fire9/strange", "w9"), List.of("fire9/out"), Map.of());
        ForwardGraph network = ForwardGraph.of(model.model().toByteArray(), "net");
        for (String said : List.of("fire9/strange", "fire9/out", "fire9")) {
            assertThatThrownBy(() -> network.tensor(said, Map.of()))
                    .isInstanceOf(DreamException.class)
                    .hasMessage("The network net cannot dream that deep: its node fire9/strange (Erf) cannot be used,"
                            + " since the operator Erf is not supported; the deepest layers that can be dreamed"
                            + " without it are inception_4c/3x3_2, inception_4c/output_1, pool5/7x7_s1_1.");
        }
        assertThat(network.obstacles()).hasSize(1);
        // the file's own input, by any other name
        model.graph().getNodeBuilder(0).setInput(0, "x");
        model.graph().getInputBuilder(0).setName("x");
        model.output("inception_4c/output_1");
        Numbers picture = Numbers.gaussian(random, 1, 3, 70, 61);
        Agreement.of(model.model(), "inception_4c/output_1").gradient(picture);
    }

    @Test
    void theStrideIsThatOfTheWholeWay() {
        ForwardGraph network = ForwardGraph.of(classic().model().toByteArray(), "net");
        assertThat(network.stride("conv1/7x7_s2_1")).isEqualTo(2);
        assertThat(network.stride("inception_4c/output_1")).isEqualTo(4);
        assertThat(network.stride("pool5/7x7_s1_1")).isZero();
        assertThat(network.stride("flat")).isZero();
        // as in SqueezeNet: without padding 224 pixels become 111, 55, 27 and 13
        ModelBuilder unpadded = new ModelBuilder().input("x", 1, 3, 224, 224).floats("w", weights(3, 3, 3, 3));
        String last = "x";
        for (int i = 1; i <= 4; i++) {
            unpadded.node(
                    "MaxPool",
                    List.of(last),
                    List.of("pool" + i),
                    Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}));
            last = "pool" + i;
        }
        unpadded.floats("twice", Numbers.vector(1, 1, 2, 2))
                .floats("more", Numbers.vector(1, 1, 32, 32))
                .node("Resize", List.of(last, "", "twice"), List.of("larger"), Map.of())
                .node("Resize", List.of(last, "", "more"), List.of("largest"), Map.of());
        ForwardGraph squeezed = ForwardGraph.of(unpadded.model().toByteArray(), "net");
        assertThat(squeezed.shape("pool4")).endsWith(13, 13);
        assertThat(List.of(squeezed.stride("pool1"), squeezed.stride("pool4"), squeezed.stride("larger")))
                .containsExactly(2, 16, 8);
        assertThat(squeezed.stride("largest")).isEqualTo(1);
    }
}
