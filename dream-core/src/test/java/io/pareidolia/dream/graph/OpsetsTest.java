package io.pareidolia.dream.graph;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form that an operator had from opset 7 to 21 means in a dream what it means in its file. */
class OpsetsTest {
    private static final long[] PICTURE = {1, 3, 9, 11};

    /** A node or more from {@code c}, 1×5×9×11 with both signs, to {@code y}. */
    private record Form(String what, int from, int to, UnaryOperator<ModelBuilder> nodes) {}

    private static Form form(String what, int from, int to, UnaryOperator<ModelBuilder> nodes) {
        return new Form(what, from, to, nodes);
    }

    private static Form node(int from, int to, String operator, Object... attributes) {
        return node(from, to, model -> model, operator, List.of("c"), attributes);
    }

    private static Form node(
            int from,
            int to,
            UnaryOperator<ModelBuilder> constants,
            String operator,
            List<String> inputs,
            Object... attributes) {
        Map<String, Object> named = new java.util.LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            named.put((String) attributes[i], attributes[i + 1]);
        }
        return new Form(
                operator + " " + named.keySet() + " of " + (inputs.size() - 1) + " more",
                from,
                to,
                model -> constants.apply(model).node(operator, inputs, List.of("y"), named));
    }

    private static long[] longs(long... values) {
        return values;
    }

    private static Numbers gaussian(long... shape) {
        return Numbers.gaussian(new Random(17), shape);
    }

    private static Numbers positive(long... shape) {
        return gaussian(shape).map(value -> 0.5 + Math.abs(value));
    }

    private static Stream<Form> activations() {
        return Stream.of(
                node(7, 10, "Clip", "min", -0.5, "max", 0.75),
                node(7, 10, "Clip", "max", 0.75),
                node(
                        11,
                        21,
                        m -> m.floats("l", Numbers.scalar(-0.5)).floats("h", Numbers.scalar(0.75)),
                        "Clip",
                        List.of("c", "l", "h")),
                node(11, 21, m -> m.floats("h", Numbers.scalar(0.75)), "Clip", List.of("c", "", "h")),
                node(11, 21, m -> m.floats("l", Numbers.scalar(-0.5)), "Clip", List.of("c", "l")),
                node(7, 11, "Dropout", "ratio", 0.4),
                form(
                        "Dropout with a mask",
                        12,
                        21,
                        m -> m.floats("r", Numbers.scalar(0.4))
                                .node("Dropout", List.of("c", "r"), List.of("y", "mask"), Map.of())),
                node(14, 21, "HardSwish"),
                node(7, 21, "HardSigmoid", "alpha", 0.3, "beta", 0.45),
                node(7, 21, "LeakyRelu", "alpha", 0.2),
                node(7, 21, m -> m.floats("s", gaussian(5, 1, 1)), "PRelu", List.of("c", "s")),
                node(7, 21, "Relu"),
                node(7, 21, "Sigmoid"),
                node(7, 21, "Tanh"),
                node(7, 12, "Softmax"),
                node(7, 12, "Softmax", "axis", 2L),
                node(7, 12, "Softmax", "axis", 3L),
                node(11, 12, "Softmax", "axis", -2L),
                node(13, 21, "Softmax"),
                node(13, 21, "Softmax", "axis", 1L),
                node(7, 21, "LRN", "size", 3L, "alpha", 0.2, "beta", 0.6, "bias", 1.5),
                node(7, 21, "LRN", "size", 5L));
    }

    private static Stream<Form> windows() {
        return Stream.of(
                node(7, 21, "MaxPool", "kernel_shape", longs(3, 2), "strides", longs(2, 1), "pads", longs(1, 0, 1, 1)),
                node(7, 21, "MaxPool", "kernel_shape", longs(3, 3), "strides", longs(2, 2), "auto_pad", "SAME_LOWER"),
                node(8, 21, "MaxPool", "kernel_shape", longs(3, 3), "strides", longs(2, 2), "storage_order", 1L),
                node(10, 21, "MaxPool", "kernel_shape", longs(3, 3), "strides", longs(3, 2), "ceil_mode", 1L),
                node(10, 21, "MaxPool", "kernel_shape", longs(2, 3), "dilations", longs(3, 2)),
                node(7, 21, "AveragePool", "kernel_shape", longs(3, 3), "pads", longs(1, 1, 1, 1)),
                node(
                        7,
                        21,
                        "AveragePool",
                        "kernel_shape",
                        longs(3, 3),
                        "strides",
                        longs(2, 2),
                        "pads",
                        longs(1, 1, 1, 1),
                        "count_include_pad",
                        1L),
                node(10, 21, "AveragePool", "kernel_shape", longs(3, 3), "strides", longs(3, 2), "ceil_mode", 1L),
                node(19, 21, "AveragePool", "kernel_shape", longs(3, 3), "dilations", longs(1, 1)),
                node(7, 21, "GlobalAveragePool"),
                node(7, 21, "GlobalMaxPool"),
                node(
                        7,
                        21,
                        m -> m.floats("k", gaussian(4, 5, 3, 2)),
                        "Conv",
                        List.of("c", "k"),
                        "strides",
                        longs(2, 1),
                        "auto_pad",
                        "SAME_UPPER"),
                node(
                        7,
                        21,
                        m -> m.floats("k", gaussian(10, 1, 3, 3)).floats("b", gaussian(10)),
                        "Conv",
                        List.of("c", "k", "b"),
                        "group",
                        5L,
                        "dilations",
                        longs(2, 1),
                        "pads",
                        longs(0, 1, 2, 3)),
                node(
                        7,
                        8,
                        OpsetsTest::statistics,
                        "BatchNormalization",
                        List.of("c", "s", "o", "m", "v"),
                        "spatial",
                        1L,
                        "momentum",
                        0.8),
                node(
                        9,
                        13,
                        OpsetsTest::statistics,
                        "BatchNormalization",
                        List.of("c", "s", "o", "m", "v"),
                        "epsilon",
                        0.01),
                node(
                        14,
                        21,
                        OpsetsTest::statistics,
                        "BatchNormalization",
                        List.of("c", "s", "o", "m", "v"),
                        "training_mode",
                        0L,
                        "epsilon",
                        0.01));
    }

    private static ModelBuilder statistics(ModelBuilder model) {
        return model.floats("s", gaussian(5))
                .floats("o", gaussian(5))
                .floats("m", gaussian(5))
                .floats("v", positive(5));
    }

    private static Stream<Form> resizing() {
        Numbers grow = Numbers.vector(1, 1, 2, 3);
        Numbers shrink = Numbers.vector(1, 1, 0.5, 0.7);
        return Stream.of(
                node(7, 8, "Upsample", "scales", new float[] {1, 1, 2, 3}, "mode", "nearest"),
                node(9, 9, m -> m.floats("s", grow), "Upsample", List.of("c", "s")),
                node(10, 10, m -> m.floats("s", grow), "Resize", List.of("c", "s"), "mode", "nearest"),
                node(10, 10, m -> m.floats("s", shrink), "Resize", List.of("c", "s")),
                form(
                        "Resize by scales and a region nobody needs",
                        11,
                        12,
                        m -> m.floats("s", shrink)
                                .floats("roi", Numbers.vector())
                                .node(
                                        "Resize",
                                        List.of("c", "roi", "s"),
                                        List.of("y"),
                                        Map.of(
                                                "nearest_mode",
                                                "floor",
                                                "coordinate_transformation_mode",
                                                "asymmetric"))),
                form(
                        "Resize to sizes, with empty scales",
                        11,
                        12,
                        m -> m.floats("e", Numbers.vector())
                                .integers("n", 1, 5, 13, 8)
                                .node("Resize", List.of("c", "e", "e", "n"), List.of("y"), Map.of())),
                form(
                        "Resize half a pixel as in a framework",
                        11,
                        12,
                        m -> m.floats("s", grow)
                                .floats("roi", Numbers.vector())
                                .node(
                                        "Resize",
                                        List.of("c", "roi", "s"),
                                        List.of("y"),
                                        Map.of(
                                                "coordinate_transformation_mode",
                                                "tf_half_pixel_for_nn",
                                                "nearest_mode",
                                                "floor"))),
                node(13, 21, m -> m.floats("s", grow), "Resize", List.of("c", "", "s"), "nearest_mode", "ceil"),
                node(
                        13,
                        21,
                        m -> m.integers("n", 1, 5, 20, 7),
                        "Resize",
                        List.of("c", "", "", "n"),
                        "coordinate_transformation_mode",
                        "align_corners"),
                node(
                        18,
                        21,
                        m -> m.floats("s", Numbers.vector(3, 2)),
                        "Resize",
                        List.of("c", "", "s"),
                        "axes",
                        longs(3, -2),
                        "coordinate_transformation_mode",
                        "asymmetric",
                        "nearest_mode",
                        "floor"),
                node(
                        18,
                        21,
                        m -> m.integers("n", 20, 7),
                        "Resize",
                        List.of("c", "", "", "n"),
                        "axes",
                        longs(2, 3),
                        "antialias",
                        0L,
                        "keep_aspect_ratio_policy",
                        "stretch"));
    }

    private static Stream<Form> shapes() {
        return Stream.of(
                node(7, 9, "Slice", "starts", longs(1, -9), "ends", longs(100, 9), "axes", longs(2, 3)),
                node(7, 9, "Slice", "starts", longs(0, 1), "ends", longs(1, 4)),
                node(
                        10,
                        21,
                        m -> m.integers("s", 7, 1)
                                .integers("e", -100, 100)
                                .integers("a", 2, -1)
                                .integers("t", -2, 3),
                        "Slice",
                        List.of("c", "s", "e", "a", "t")),
                node(10, 21, m -> m.integers("s", 0, 1).integers("e", 1, 4), "Slice", List.of("c", "s", "e")),
                joined("Split by an attribute", 7, 12, m -> m, List.of("c"), "split", longs(2, 3)),
                joined(
                        "Split into equal parts",
                        7,
                        17,
                        m -> m.node("Concat", List.of("c", "c"), List.of("d"), Map.of("axis", 1L)),
                        List.of("d")),
                joined("Split by an input", 13, 21, m -> m.integers("parts", 4, 1), List.of("c", "parts")),
                joined("Split into so many parts", 18, 21, m -> m, List.of("c"), "num_outputs", 2L),
                form(
                        "Unsqueeze and Squeeze by attributes",
                        7,
                        12,
                        m -> m.node("Unsqueeze", List.of("c"), List.of("u"), Map.of("axes", longs(0, 3)))
                                .node("Squeeze", List.of("u"), List.of("y"), Map.of("axes", longs(3)))),
                form("Squeeze of all that can be", 7, 21, m -> m.node("Squeeze", List.of("c"), List.of("y"), Map.of())),
                form(
                        "Unsqueeze and Squeeze by inputs",
                        13,
                        21,
                        m -> m.integers("a", 0, -1)
                                .integers("b", 0)
                                .node("Unsqueeze", List.of("c", "a"), List.of("u"), Map.of())
                                .node("Squeeze", List.of("u", "b"), List.of("y"), Map.of())),
                node(7, 10, "Pad", "pads", longs(0, 1, 2, 0, 0, 0, 1, 3), "value", 0.5),
                node(7, 10, "Pad", "pads", longs(0, 0, 2, 1, 0, 0, 3, 4), "mode", "reflect"),
                node(7, 10, "Pad", "pads", longs(0, 0, 2, 1, 0, 0, 3, 4), "mode", "edge"),
                node(11, 21, m -> m.integers("p", 0, 0, -1, 2, 0, 1, 0, -3), "Pad", List.of("c", "p")),
                node(
                        11,
                        21,
                        m -> m.integers("p", 0, 0, 1, 2, 0, 1, 0, 3).floats("v", Numbers.scalar(2)),
                        "Pad",
                        List.of("c", "p", "v"),
                        "mode",
                        "constant"),
                node(
                        18,
                        21,
                        m -> m.integers("p", 2, 1, 3, 0).integers("a", 3, -2),
                        "Pad",
                        List.of("c", "p", "", "a"),
                        "mode",
                        "edge"),
                node(7, 21, m -> m.integers("n", 0, -1, 11), "Reshape", List.of("c", "n")),
                node(14, 21, m -> m.integers("n", 1, 45, 11), "Reshape", List.of("c", "n"), "allowzero", 1L),
                node(7, 21, "Flatten", "axis", 2L),
                node(11, 21, "Flatten", "axis", -1L),
                node(7, 21, "Transpose", "perm", longs(0, 2, 3, 1)),
                node(7, 21, "Transpose"),
                node(8, 21, m -> m.integers("n", 2, 1, 1, 1, 1), "Expand", List.of("c", "n")),
                node(7, 21, m -> m.integers("i", 4, 0, 0, 2), "Gather", List.of("c", "i"), "axis", 1L),
                form(
                        "DepthToSpace",
                        7,
                        21,
                        m -> m.floats("k", gaussian(12, 5, 1, 1))
                                .node("Conv", List.of("c", "k"), List.of("d"), Map.of())
                                .node("DepthToSpace", List.of("d"), List.of("y"), Map.of("blocksize", 2L))),
                form(
                        "DepthToSpace, columns first",
                        11,
                        21,
                        m -> m.floats("k", gaussian(12, 5, 1, 1))
                                .node("Conv", List.of("c", "k"), List.of("d"), Map.of())
                                .node(
                                        "DepthToSpace",
                                        List.of("d"),
                                        List.of("y"),
                                        Map.of("blocksize", 2L, "mode", "CRD"))),
                node(7, 21, "Identity"),
                node(7, 21, "Cast", "to", 1L));
    }

    /** Two parts, the first of which is doubled, joined again the other way round. */
    private static Form joined(
            String what,
            int from,
            int to,
            UnaryOperator<ModelBuilder> constants,
            List<String> inputs,
            Object... attribute) {
        Map<String, Object> attributes = new java.util.LinkedHashMap<>(Map.of("axis", 1L));
        if (attribute.length > 0) {
            attributes.put((String) attribute[0], attribute[1]);
        }
        return form(
                what,
                from,
                to,
                model -> constants
                        .apply(model)
                        .node("Split", inputs, List.of("p", "q"), attributes)
                        .node("Add", List.of("p", "p"), List.of("r"), Map.of())
                        .node("Concat", List.of("q", "r"), List.of("y"), Map.of("axis", 1L)));
    }

    private static Stream<Form> arithmetic() {
        return Stream.of(
                node(7, 12, "ReduceSum", "axes", longs(2, 3)),
                node(7, 12, "ReduceSum", "axes", longs(1), "keepdims", 0L),
                node(7, 12, "ReduceSum"),
                node(13, 21, m -> m.integers("a", 1, -1), "ReduceSum", List.of("c", "a")),
                node(13, 21, "ReduceSum"),
                node(13, 21, "ReduceSum", "noop_with_empty_axes", 1L),
                node(7, 17, "ReduceMean", "axes", longs(2, 3), "keepdims", 0L),
                node(7, 17, "ReduceMean"),
                node(18, 21, m -> m.integers("a", -1, 2), "ReduceMean", List.of("c", "a")),
                node(18, 21, "ReduceMean", "keepdims", 0L),
                node(18, 21, "ReduceMean", "noop_with_empty_axes", 1L),
                node(18, 21, m -> m.integers("a"), "ReduceMean", List.of("c", "a"), "noop_with_empty_axes", 1L),
                node(7, 21, m -> m.floats("k", gaussian(5, 1, 1)), "Add", List.of("c", "k")),
                node(7, 21, m -> m.floats("k", gaussian(11)), "Sub", List.of("k", "c")),
                node(7, 21, m -> m.floats("k", gaussian(1, 5, 1, 1)), "Mul", List.of("c", "k")),
                node(7, 21, m -> m.floats("k", positive(9, 1)), "Div", List.of("c", "k")),
                node(7, 21, "Sum"),
                node(7, 21, m -> m, "Sum", List.of("c", "c", "c")),
                node(8, 21, m -> m.floats("k", gaussian(5, 1, 1)), "Mean", List.of("c", "k", "c")),
                node(8, 21, m -> m.floats("k", gaussian(11)), "Max", List.of("c", "k")),
                node(8, 21, m -> m.floats("k", gaussian(9, 1)), "Min", List.of("k", "c")),
                node(7, 21, "Neg"),
                node(7, 21, "Exp"),
                form(
                        "Sqrt and Pow",
                        7,
                        21,
                        m -> m.floats("two", Numbers.scalar(2))
                                .floats("p", Numbers.scalar(1.7))
                                .floats("one", Numbers.scalar(1))
                                .node("Pow", List.of("c", "two"), List.of("s"), Map.of())
                                .node("Add", List.of("s", "one"), List.of("a"), Map.of())
                                .node("Sqrt", List.of("a"), List.of("r"), Map.of())
                                .node("Pow", List.of("r", "p"), List.of("y"), Map.of())),
                form(
                        "Pow by a whole number",
                        12,
                        21,
                        m -> m.integers("three", 3).node("Pow", List.of("c", "three"), List.of("y"), Map.of())),
                flat(
                        "Gemm, a row added",
                        7,
                        21,
                        m -> m.floats("k", gaussian(7, 495)).floats("b", gaussian(7)),
                        "Gemm",
                        List.of("f", "k", "b"),
                        Map.of("transB", 1L, "alpha", 0.5, "beta", 2.0)),
                flat(
                        "Gemm, a number added",
                        7,
                        21,
                        m -> m.floats("k", gaussian(495, 7)).floats("b", gaussian(1)),
                        "Gemm",
                        List.of("f", "k", "b"),
                        Map.of()),
                flat(
                        "Gemm, nothing added",
                        11,
                        21,
                        m -> m.floats("k", gaussian(495, 7)),
                        "Gemm",
                        List.of("f", "k"),
                        Map.of()),
                flat("MatMul", 7, 21, m -> m.floats("k", gaussian(495, 7)), "MatMul", List.of("f", "k"), Map.of()));
    }

    private static Form flat(
            String what,
            int from,
            int to,
            UnaryOperator<ModelBuilder> constants,
            String operator,
            List<String> inputs,
            Map<String, ?> attributes) {
        return form(
                what,
                from,
                to,
                model -> constants
                        .apply(model)
                        .node("Flatten", List.of("c"), List.of("f"), Map.of())
                        .node(operator, inputs, List.of("y"), attributes));
    }

    private static Stream<Form> constants() {
        return Stream.of(
                times(
                        "Constant",
                        7,
                        21,
                        m -> m.node(
                                "Constant",
                                List.of(),
                                List.of("k"),
                                Map.of("value", ModelBuilder.floatTensor(gaussian(5, 1, 1))))),
                times(
                        "Constant, a number",
                        12,
                        21,
                        m -> m.node("Constant", List.of(), List.of("k"), Map.of("value_float", 1.25))),
                times(
                        "Constant, numbers",
                        12,
                        21,
                        m -> m.node(
                                "Constant",
                                List.of(),
                                List.of("k"),
                                Map.of("value_floats", gaussian(11).floats()))),
                times(
                        "Constant, a whole number",
                        12,
                        21,
                        m -> m.node("Constant", List.of(), List.of("i"), Map.of("value_int", 3L))
                                .node("Cast", List.of("i"), List.of("k"), Map.of("to", 1L))),
                times(
                        "Constant, whole numbers",
                        12,
                        21,
                        m -> m.node("Constant", List.of(), List.of("i"), Map.of("value_ints", longs(2, 1, 1)))
                                .node("ConstantOfShape", List.of("i"), List.of("z"), Map.of())
                                .floats("k0", gaussian(5, 1, 1))
                                .node("Slice", List.of("k0", "from", "till"), List.of("k1"), Map.of())
                                .integers("from", 0)
                                .integers("till", 1)
                                .node("ReduceMean", List.of("z"), List.of("m"), Map.of())
                                .node("Add", List.of("m", "k1"), List.of("k"), Map.of())),
                times(
                        "ConstantOfShape",
                        9,
                        21,
                        m -> m.integers("n", 5, 1, 1)
                                .node(
                                        "ConstantOfShape",
                                        List.of("n"),
                                        List.of("k"),
                                        Map.of("value", ModelBuilder.floatTensor(Numbers.vector(0.7))))),
                times(
                        "weights of bytes",
                        7,
                        21,
                        m -> m.initializer("q", ModelBuilder.byteTensor(new byte[] {-1, 7, 0, 127, -128}, 5, 1, 1))
                                .floats("scale", Numbers.scalar(0.013f))
                                .floats("least", Numbers.scalar(-1.6f))
                                .node("Cast", List.of("q"), List.of("f"), Map.of("to", 1L))
                                .node("Mul", List.of("f", "scale"), List.of("s"), Map.of())
                                .node("Add", List.of("s", "least"), List.of("k"), Map.of())));
    }

    private static Form times(String what, int from, int to, UnaryOperator<ModelBuilder> constant) {
        return form(
                what, from, to, model -> constant.apply(model).node("Mul", List.of("c", "k"), List.of("y"), Map.of()));
    }

    static Stream<Arguments> forms() {
        return Stream.of(activations(), windows(), resizing(), shapes(), arithmetic(), constants())
                .flatMap(each -> each)
                .map(form -> Arguments.of(form.what + ", opset " + form.from + " to " + form.to, form));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void meansWhatItsFileMeans(String what, Object drawn) {
        Form form = (Form) drawn;
        IntStream.rangeClosed(form.from, form.to)
                // the ends, and opsets at which many operators changed
                .filter(opset -> IntStream.of(form.from, 9, 13, 18, form.to).anyMatch(each -> each == opset))
                .forEach(opset -> {
                    Numbers weights = gaussian(5, 3, 1, 1);
                    ModelBuilder model = new ModelBuilder()
                            .opset(opset)
                            .input("x", PICTURE)
                            .floats("w", weights)
                            .node("Conv", List.of("x", "w"), List.of("c"), Map.of());
                    form.nodes.apply(model).output("y");
                    Agreement.of(model.model(), "y").forward(gaussian(PICTURE)).gradient(gaussian(PICTURE));
                });
    }

    /** ONNX Runtime itself ends the whole process at such a file. */
    @Test
    void aPartOfASplitThatNobodyReadsNeedsNoName() {
        ModelBuilder model = new ModelBuilder()
                .input("x", PICTURE)
                .integers("parts", 1, 2)
                .node("Split", List.of("x", "parts"), List.of("", "y"), Map.of("axis", 1L))
                .output("y");
        Agreement.of(model.model(), "y").gradient(gaussian(PICTURE));
    }
}
