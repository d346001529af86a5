package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.pareidolia.dream.graph.rule.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A convolution with stride 2, then a pool with stride 2: how most networks of the time begin. The gradient of the first
 * is written without laying that of the second together.
 */
class StemTest {
    /** Geometry of the convolution and of the pool. */
    private record Stem(int channels, int kernel, int before, int after, Map<String, Object> pool) {
        ModelProto model(int height, int width) {
            Random random = new Random(kernel * 1000L + before * 100L + height * 31L + width);
            double fan = Math.sqrt((double) channels * kernel * kernel);
            return new ModelBuilder()
                    .input("x", 1, channels, height, width)
                    .floats(
                            "w",
                            Numbers.gaussian(random, 16, channels, kernel, kernel)
                                    .map(value -> value / fan))
                    .floats("bias", Numbers.gaussian(random, 16))
                    .node(
                            "Conv",
                            List.of("x", "w", "bias"),
                            List.of("c"),
                            Map.of("strides", new long[] {2, 2}, "pads", new long[] {before, before, after, after}))
                    .node("Relu", List.of("c"), List.of("r"), Map.of())
                    .node("MaxPool", List.of("r"), List.of("y"), pool)
                    .output("y")
                    .model();
        }
    }

    private static Map<String, Object> pool(Object... more) {
        Map<String, Object> attributes =
                new java.util.HashMap<>(Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}));
        for (int i = 0; i < more.length; i += 2) {
            attributes.put((String) more[i], more[i + 1]);
        }
        return attributes;
    }

    static Stream<Stem> stems() {
        List<Stem> stems = new ArrayList<>();
        for (Map<String, Object> pool :
                List.of(pool(), pool("ceil_mode", 1L), pool("pads", new long[] {0, 0, 1, 1}), pool("pads", new long[] {
                    1, 1, 1, 1
                }))) {
            stems.add(new Stem(3, 7, 3, 3, pool));
            stems.add(new Stem(3, 3, 0, 0, pool));
            stems.add(new Stem(3, 3, 1, 1, pool));
            stems.add(new Stem(1, 5, 2, 1, pool));
            stems.add(new Stem(4, 4, 0, 1, pool));
        }
        return stems.stream();
    }

    @ParameterizedTest
    @MethodSource("stems")
    void theGradientIsTheJudgesAndNothingIsLaidTogether(Stem stem) {
        for (int[] size : new int[][] {{32, 32}, {33, 41}, {38, 47}, {47, 35}, {64, 30}}) {
            ModelProto model = stem.model(size[0], size[1]);
            Numbers picture = Numbers.gaussian(new Random(7), 1, stem.channels, size[0], size[1]);
            RuleCase drawn = new RuleCase(model, Map.of("x", picture), List.of("y"));
            GradientRun run = new GradientRun(drawn, 5);
            RuleTest.prove(run.gradients(Rules::of, true), RuleTest.judged(drawn, run));
            // the pixel in front of the first window of a padded pool is nobody's
            if (stem.channels == 3 && (stem.kernel > 3 || !stem.pool.containsKey("pads"))) {
                assertThat(operators(model, size)).contains("DepthToSpace").doesNotContain("Transpose");
            }
        }
    }

    @Test
    void aLayerOfManyChannelsIsNoPicture() {
        Stem stem = new Stem(8, 3, 1, 1, pool());
        ModelProto model = stem.model(33, 33);
        RuleCase drawn = new RuleCase(model, Map.of("x", Numbers.gaussian(new Random(7), 1, 8, 33, 33)), List.of("y"));
        GradientRun run = new GradientRun(drawn, 5);
        RuleTest.prove(run.gradients(Rules::of, true), RuleTest.judged(drawn, run));
    }

    private static List<String> operators(ModelProto model, int[] size) {
        ForwardGraph network = ForwardGraph.of(model.toByteArray(), "stem");
        return DreamGraph.write(network, List.of(Target.of("y")), Preprocessing.NONE, size[0], size[1], true)
                .getGraph()
                .getNodeList()
                .stream()
                .map(NodeProto::getOpType)
                .toList();
    }
}
