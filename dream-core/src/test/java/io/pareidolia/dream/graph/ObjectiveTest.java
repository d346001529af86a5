package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {
    private static final Numbers PICTURE = Numbers.gaussian(new Random(1), 1, 3, 15, 18);

    private static ModelProto network() {
        Random random = new Random(9);
        return new ModelBuilder()
                .input("x", 1, 3, 16, 16)
                .floats("w1", Numbers.gaussian(random, 4, 3, 3, 3))
                .floats("w2", Numbers.gaussian(random, 3, 4, 3, 3))
                .node("Conv", List.of("x", "w1"), List.of("a"), Map.of())
                .node("Relu", List.of("a"), List.of("b"), Map.of())
                .node(
                        "Conv",
                        List.of("b", "w2"),
                        List.of("c"),
                        Map.of("strides", new long[] {2, 2}, "pads", new long[] {1, 1, 1, 1}))
                .node("Concat", List.of("c", "c"), List.of("d"), Map.of("axis", 1L))
                .node("Tanh", List.of("d"), List.of("e"), Map.of())
                .output("e")
                .model();
    }

    static Stream<List<Target>> targets() {
        return Stream.of(
                List.of(Target.of("b")),
                List.of(new Target("b", List.of(), 7)),
                List.of(new Target("b", List.of(), -0.3)),
                List.of(new Target("e", List.of(4, 0), 1)),
                List.of(new Target("e", List.of(2, 2, 2), -1)),
                List.of(new Target("d", List.of(1), 1)),
                List.of(Target.of("b"), Target.of("e")),
                List.of(new Target("b", List.of(), 0.5), new Target("e", List.of(), -2)),
                List.of(new Target("a", List.of(3), 2), new Target("a", List.of(0, 1), -1), Target.of("a")),
                List.of(new Target("d", List.of(5, 1), 1.5), new Target("b", List.of(2), 1), Target.of("e")),
                List.of(new Target("b", List.of(), 0), Target.of("c")));
    }

    /** The definition again, in libtorch's words. */
    private static PtNDArray objective(List<Target> targets, Function<String, PtNDArray> tensors) {
        PtNDArray total = null;
        for (Target target : targets) {
            PtNDArray a = tensors.apply(target.tensor());
            long[] shape = a.getShape().getShape();
            double[] mask = new double[(int) shape[1]];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = target.channels().isEmpty() || target.channels().contains(i) ? 1 : 0;
            }
            double seen = 0;
            for (double each : mask) {
                seen += each * shape[2] * shape[3];
            }
            double weight = targets.size() == 1 ? Math.signum(target.weight()) : target.weight() / seen;
            for (int i = 0; i < mask.length; i++) {
                mask[i] *= weight / 2;
            }
            PtNDArray weights = TorchTensors.write(
                    a.getManager(), new Numbers(new long[] {mask.length, 1, 1}, mask), DataType.FLOAT64);
            PtNDArray part = JniUtils.sum(JniUtils.mul(JniUtils.square(a), weights));
            total = total == null ? part : JniUtils.add(total, part);
        }
        return total;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void isWhatItsDefinitionSays(List<Target> targets) {
        TorchReference.Gradients expected;
        try (TorchReference reference = TorchReference.exact(network())) {
            expected = reference.gradients(
                    Map.of("x", PICTURE),
                    targets.stream().map(Target::tensor).distinct().toList(),
                    List.of("x"),
                    tensors -> objective(targets, tensors));
        }
        for (boolean scatter : new boolean[] {true, false}) {
            Map<String, Numbers> found = Agreement.of(network(), "e").dream(targets, PICTURE, scatter);
            assertThat(found.get(DreamGraph.GRADIENT).distance(expected.at().get("x")))
                    .isLessThan(1e-5);
            assertThat(found.get(DreamGraph.OBJECTIVE).distance(Numbers.scalar(expected.objective())))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void channelsThatAreNotThereAreRefused() {
        Agreement agreement = Agreement.of(network(), "e");
        for (int channel : new int[] {-1, 6, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> agreement.dream(List.of(new Target("e", List.of(0, channel), 1)), PICTURE, true))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("has 6 channels, so there is no channel " + channel);
        }
    }
}
