package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.graph.fast.Reformulation;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each rewrite of a forward graph is chosen where it should be, and changes neither values nor gradients. */
class ReformulationTest {
    private static final Map<String, Object> SAME_SIZE = Map.of("pads", new long[] {1, 1, 1, 1});

    private final Random random = new Random(11);

    @Test
    void aNormalisationBehindAConvolutionIsPartOfItsWeights() {
        ModelBuilder net = pictures(3)
                .floats("w", weights(16, 3, 3))
                .floats("bias", Numbers.gaussian(random, 16))
                .floats("scale", Numbers.gaussian(random, 16))
                .floats("shift", Numbers.gaussian(random, 16))
                .floats("mean", Numbers.gaussian(random, 16))
                .floats("variance", Numbers.gaussian(random, 16).map(value -> 0.5 + value * value))
                .node("Conv", List.of("x", "w", "bias"), List.of("c"), SAME_SIZE)
                .node(
                        "BatchNormalization",
                        List.of("c", "scale", "shift", "mean", "variance"),
                        List.of("n"),
                        Map.of("epsilon", 0.01))
                .node("Relu", List.of("n"), List.of("y"), Map.of());
        assertThat(operators(net, true)).doesNotContain("BatchNormalization");
        assertThat(operators(net, false)).doesNotContain("BatchNormalization");
    }

    @Test
    void filtersThatDoNotFillTheRuntimesSetsAreParted() {
        for (int filters : new int[] {80, 96, 144, 160}) {
            ModelBuilder net = pictures(16)
                    .floats("w", weights(filters, 16, 3))
                    .floats("bias", Numbers.gaussian(random, filters))
                    .node("Conv", List.of("x", "w", "bias"), List.of("c"), SAME_SIZE)
                    .node("Relu", List.of("c"), List.of("y"), Map.of());
            assertThat(operators(net, true)).containsSubsequence("Conv", "Conv", "Concat");
            assertThat(operators(net, false)).doesNotContain("Concat");
        }
    }

    @Test
    void aPoolOfAConcatIsAConcatOfPools() {
        ModelBuilder net = pictures(16)
                .floats("w", weights(16, 16, 1))
                .floats("v", weights(32, 16, 3))
                .node("Conv", List.of("x", "w"), List.of("a"), Map.of())
                .node("Relu", List.of("a"), List.of("b"), Map.of())
                .node("Conv", List.of("x", "v"), List.of("c"), SAME_SIZE)
                .node("Relu", List.of("c"), List.of("d"), Map.of())
                .node("Concat", List.of("b", "d"), List.of("j"), Map.of("axis", 1L))
                .node(
                        "MaxPool",
                        List.of("j"),
                        List.of("y"),
                        Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}));
        assertThat(operators(net, true)).containsSubsequence("MaxPool", "MaxPool", "Concat");
    }

    @Test
    void aMeanThatIsProjectedIsTakenOfTheProjection() {
        ModelBuilder net = pictures(48)
                .floats("w", weights(16, 48, 1))
                .floats("bias", Numbers.gaussian(random, 16))
                .node(
                        "AveragePool",
                        List.of("x"),
                        List.of("a"),
                        Map.of("kernel_shape", new long[] {3, 3}, "pads", new long[] {1, 1, 1, 1}))
                .node("Conv", List.of("a", "w", "bias"), List.of("y"), Map.of());
        assertThat(operators(net, true)).containsExactly("Conv", "AveragePool");
        assertThat(operators(net, false)).containsExactly("Conv", "AveragePool");
    }

    @Test
    void aNormalisationAcrossChannelsIsSpelledOut() {
        for (long size : new long[] {1, 5}) {
            ModelBuilder net = pictures(192)
                    .node(
                            "LRN",
                            List.of("x"),
                            List.of("y"),
                            Map.of("size", size, "alpha", 0.1, "beta", 0.75, "bias", 1.0));
            assertThat(operators(net, true)).doesNotContain("LRN").contains("Conv");
        }
    }

    private static ModelBuilder pictures(int channels) {
        return new ModelBuilder().input("x", 1, channels, 11, 14);
    }

    private Numbers weights(int filters, int channels, int side) {
        double fan = Math.sqrt(channels * side * side);
        return Numbers.gaussian(random, filters, channels, side, side).map(value -> value / fan);
    }

    /** The operators of the rewritten graph, once its gradient has been found to be the judge's. */
    private List<String> operators(ModelBuilder net, boolean blocks) {
        ModelProto model = net.model();
        long[] shape = model.getGraph().getInput(0).getType().getTensorType().getShape().getDimList().stream()
                .mapToLong(dimension -> dimension.getDimValue())
                .toArray();
        RuleCase drawn = new RuleCase(model, Map.of("x", Numbers.gaussian(random, shape)), List.of("y"));
        GradientRun run = new GradientRun(drawn, 3);
        RuleTest.prove(run.gradients(Rules::of, blocks), RuleTest.judged(drawn, run));
        return Reformulation.of(drawn.graph(), drawn.outputs(), blocks).graph().needed(drawn.outputs()).stream()
                .map(Node::operator)
                .toList();
    }
}
