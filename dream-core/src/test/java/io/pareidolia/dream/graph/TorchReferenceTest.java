package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The judge is itself judged: against differences of its own values, and on what no rule's test covers. */
class TorchReferenceTest {
    private final Random random = new Random(7);

    /** In float64 a central difference reaches 1e-8, far below what any rule is asked for. */
    @Test
    void gradientIsTheSlopeOfTheObjective() {
        ModelProto model = new ModelBuilder()
                .input("x", 1, 3, 9, 11)
                .floats("w", Numbers.gaussian(random, 4, 3, 3, 3))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of("pads", new long[] {1, 0, 2, 1}))
                .node("Relu", List.of("c"), List.of("r"), Map.of())
                .node(
                        "MaxPool",
                        List.of("r"),
                        List.of("m"),
                        Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "ceil_mode", 1L))
                .node("LRN", List.of("m"), List.of("n"), Map.of("size", 3L, "alpha", 0.1))
                .node(
                        "AveragePool",
                        List.of("n"),
                        List.of("y"),
                        Map.of("kernel_shape", new long[] {2, 2}, "pads", new long[] {1, 1, 0, 0}))
                .output("y")
                .model();
        Numbers x = Numbers.gaussian(random, 1, 3, 9, 11);
        try (TorchReference reference = TorchReference.exact(model)) {
            TorchReference.Objective objective = TorchReference.halfSquares("y");
            Numbers gradient = reference
                    .gradients(Map.of("x", x), List.of("y"), List.of("x"), objective)
                    .at()
                    .get("x");
            for (int i = 0; i < x.values().length; i += 13) {
                double step = 1e-5;
                double[] moved = x.values().clone();
                moved[i] += step;
                double above = objective(reference, objective, new Numbers(x.shape(), moved));
                moved[i] -= 2 * step;
                double below = objective(reference, objective, new Numbers(x.shape(), moved));
                assertThat((above - below) / (2 * step)).isCloseTo(gradient.values()[i], within(1e-7));
            }
        }
    }

    private static double objective(TorchReference reference, TorchReference.Objective objective, Numbers x) {
        return reference
                .gradients(Map.of("x", x), List.of("y"), List.of("x"), objective)
                .objective();
    }

    /** What libtorch reads on the way back must not go with the arrays that the way forth let go of. */
    @Test
    void gradientDoesNotDependOnWhenGarbageIsCollected() {
        ModelProto model = new ModelBuilder()
                .input("x", 1, 2, 7, 12)
                .node("LRN", List.of("x"), List.of("y"), Map.of("size", 3L, "alpha", 0.5))
                .output("y")
                .model();
        Map<String, Numbers> x = Map.of("x", Numbers.gaussian(random, 1, 2, 7, 12));
        TorchReference.Objective objective = TorchReference.halfSquares("y");
        try (TorchReference reference = TorchReference.exact(model)) {
            TorchReference.Gradients expected = reference.gradients(x, List.of("y"), List.of("x"), objective);
            TorchReference.Gradients late = reference.gradients(x, List.of("y"), List.of("x"), tensors -> {
                collectGarbage();
                return objective.of(tensors);
            });
            assertThat(late.at().get("x").distance(expected.at().get("x"))).isLessThan(1e-12);
        }
    }

    /** Twice: when the second collection's reference arrives, the buffers found in the first have been freed. */
    private static void collectGarbage() {
        for (int i = 0; i < 2; i++) {
            ReferenceQueue<Object> queue = new ReferenceQueue<>();
            Reference<Object> reference = new WeakReference<>(new Object(), queue);
            System.gc();
            try {
                assertThat(queue.remove(10_000)).isSameAs(reference);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void weightsMayBeComputedByNodes() {
        byte[] bytes = new byte[2 * 3 * 3 * 3];
        random.nextBytes(bytes);
        ModelProto model = new ModelBuilder()
                .input("x", 1, 3, 5, 6)
                .initializer("q", ModelBuilder.byteTensor(bytes, 2, 3, 3, 3))
                .floats("scale", Numbers.scalar(0.013f))
                .floats("least", Numbers.scalar(-1.6f))
                .node("Cast", List.of("q"), List.of("f"), Map.of("to", TensorProto.DataType.FLOAT_VALUE))
                .node("Mul", List.of("f", "scale"), List.of("s"), Map.of())
                .node("Add", List.of("s", "least"), List.of("w"), Map.of())
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of())
                .node("Constant", List.of(), List.of("shape"), Map.of("value", ModelBuilder.integerTensor(2, 1, 1)))
                .node(
                        "ConstantOfShape",
                        List.of("shape"),
                        List.of("bias"),
                        Map.of("value", ModelBuilder.floatTensor(Numbers.vector(0.25))))
                .node("Add", List.of("c", "bias"), List.of("y"), Map.of())
                .output("y")
                .model();
        Map<String, Numbers> x = Map.of("x", Numbers.gaussian(random, 1, 3, 5, 6));
        Numbers expected = RuntimeRun.of(model.toByteArray(), x).get("y");
        for (DataType precision : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
            try (TorchReference reference = new TorchReference(model, precision)) {
                assertThat(reference.forward(x, List.of("y")).get("y").distance(expected))
                        .as("%s", precision)
                        .isLessThan(1e-6);
            }
        }
    }

    @Test
    void shapesMayBeComputedByNodes() {
        ModelProto model = new ModelBuilder()
                .input("x", 2, 3, 4, 5)
                .integers("first", 0)
                .integers("rest", -1)
                .node("Shape", List.of("x"), List.of("shape"), Map.of())
                .node("Gather", List.of("shape", "first"), List.of("batch"), Map.of())
                .node("Concat", List.of("batch", "rest"), List.of("wanted"), Map.of("axis", 0L))
                .node("Reshape", List.of("x", "wanted"), List.of("y"), Map.of())
                .output("y")
                .model();
        Map<String, Numbers> x = Map.of("x", Numbers.gaussian(random, 2, 3, 4, 5));
        try (TorchReference reference = TorchReference.exact(model)) {
            assertThat(reference.forward(x, List.of("y")).get("y").shape()).containsExactly(2, 60);
        }
    }
}
