package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.model.GraphCost;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A program that loads thousands of small networks which were spoilt at random, and dreams a step with those that are
 * still networks. It ends with 0 if nothing but sentences came of it. A process of its own, since a crash of native
 * code would end the tests.
 */
final class FuzzedNetworks {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        -2,
        3,
        7,
        31,
        32,
        33,
        255,
        4096,
        1 << 20,
        1L << 31,
        -(1L << 31),
        1L << 33,
        1L << 62,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final String[] OPERATORS = {
        "Conv",
        "Gemm",
        "MatMul",
        "BatchNormalization",
        "Relu",
        "LeakyRelu",
        "PRelu",
        "Sigmoid",
        "HardSigmoid",
        "HardSwish",
        "Tanh",
        "Clip",
        "MaxPool",
        "AveragePool",
        "GlobalAveragePool",
        "GlobalMaxPool",
        "LRN",
        "Concat",
        "Split",
        "Slice",
        "Pad",
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Sum",
        "Mean",
        "Max",
        "Min",
        "Pow",
        "Sqrt",
        "Exp",
        "Neg",
        "ReduceMean",
        "ReduceSum",
        "Softmax",
        "Reshape",
        "Flatten",
        "Transpose",
        "Squeeze",
        "Unsqueeze",
        "Expand",
        "Identity",
        "Dropout",
        "Cast",
        "Resize",
        "Upsample",
        "DepthToSpace",
        "SpaceToDepth",
        "Gather",
        "Shape",
        "Size",
        "Constant",
        "ConstantOfShape",
        "Mod",
        "Equal",
        "Where",
        "ConvTranspose",
        "GatherElements",
        "ScatterElements",
        "ReduceMax",
        "ReduceProd",
        "Tile",
        "Loop",
        ""
    };
    private static final String[] WORDS = {
        "SAME_UPPER",
        "VALID",
        "NOTSET",
        "reflect",
        "edge",
        "wrap",
        "linear",
        "cubic",
        "nearest",
        "half_pixel",
        "align_corners",
        "tf_crop_and_resize",
        "DCR",
        "CRD",
        "ceil",
        ""
    };

    private FuzzedNetworks() {}

    /** Arguments: how many networks, and the seed. */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<ModelProto> whole = networks();
        int refused = 0;
        int dreamed = 0;
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            byte[] file = spoilt(whole.get(random.nextInt(whole.size())), random);
            long start = System.nanoTime();
            try {
                dreamed += dream(file, random) ? 1 : 0;
            } catch (DreamException sentence) {
                refused++;
                if (sentence.getMessage().length() > 1000
                        || (sentence.kind() == DreamException.Kind.INPUT
                                && sentence.getMessage().contains("Exception"))) {
                    throw new IllegalStateException("number " + (seed + i) + ": " + sentence.getMessage(), sentence);
                }
            } catch (RuntimeException | Error broken) {
                throw new IllegalStateException("number " + (seed + i), broken);
            }
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            if (seconds >= 10) {
                throw new IllegalStateException("number " + (seed + i) + " took " + seconds + " seconds");
            }
        }
        System.out.println(refused + " refused, " + dreamed + " dreamed");
    }

    /** Everything that a stranger's network goes through; runs a step if that costs little. */
    private static boolean dream(byte[] file, Random random) {
        ForwardGraph network = ForwardGraph.of(file, "fuzz");
        List<String> layers = network.layers();
        String layer = network.tensor(layers.get(random.nextInt(layers.size())), Map.of());
        network.stride(layer);
        int[] size = network.nativeSize();
        if (!network.hasFixedSize(List.of(layer))) {
            int side = Math.max(32, network.smallestSide(List.of(layer)));
            size = new int[] {side, side};
        }
        List<Target> targets = List.of(Target.of(layer));
        boolean scatter = random.nextBoolean();
        GraphCost cost = DreamGraph.cost(network, targets, Preprocessing.TORCH, size[0], size[1], scatter);
        if (cost.operations() > 1 << 26 || cost.tensorBytes() > 1 << 26 || cost.constantBytes() > 1 << 26) {
            return false;
        }
        byte[] graph = DreamGraph.write(network, targets, Preprocessing.TORCH, size[0], size[1], scatter)
                .toByteArray();
        try (RuntimeSession session = RuntimeSession.open(graph, Device.CPU, 1)) {
            float[] picture = new float[3 * size[0] * size[1]];
            for (int i = 0; i < picture.length; i++) {
                picture[i] = random.nextInt(256);
            }
            session.run(picture, 1, 3, size[0], size[1]);
        }
        return true;
    }

    private static byte[] spoilt(ModelProto whole, Random random) {
        ModelProto.Builder model = whole.toBuilder();
        int faults = 1 + random.nextInt(3);
        if (random.nextInt(3) > 0) {
            for (int i = 0; i < faults; i++) {
                spoil(model.getGraphBuilder(), random);
            }
            if (random.nextInt(10) == 0) {
                model.getOpsetImportBuilder(0).setVersion(random.nextInt(24));
            }
            return model.build().toByteArray();
        }
        byte[] bytes = model.build().toByteArray();
        for (int i = 0; i < faults; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> {
                    int to = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, length);
                }
            }
        }
        return bytes;
    }

    private static void spoil(GraphProto.Builder graph, Random random) {
        NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
        switch (random.nextInt(10)) {
            case 0 -> node.setOpType(pick(OPERATORS, random));
            case 1 -> {
                if (node.getInputCount() > 0) {
                    node.setInput(random.nextInt(node.getInputCount()), name(graph, random));
                }
            }
            case 2 -> node.addInput(name(graph, random));
            case 3 -> node.addOutput(random.nextBoolean() ? "" : "more");
            case 4 ->
                graph.getNodeBuilder(random.nextInt(graph.getNodeCount()))
                        .addAttribute(ModelBuilder.attribute(
                                pick(
                                        new String[] {
                                            "strides",
                                            "pads",
                                            "axis",
                                            "axes",
                                            "keepdims",
                                            "group",
                                            "ceil_mode",
                                            "perm",
                                            "count_include_pad",
                                            "to",
                                            "blocksize",
                                            "mode",
                                            "transB",
                                            "split",
                                            "allowzero"
                                        },
                                        random),
                                value(random)));
            case 5, 6 -> {
                if (node.getAttributeCount() > 0) {
                    spoil(node.getAttributeBuilder(random.nextInt(node.getAttributeCount())), random);
                }
            }
            case 7 -> {
                var input = graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder();
                if (random.nextBoolean()) {
                    input.getShapeBuilder()
                            .getDimBuilder(random.nextInt(input.getShape().getDimCount()))
                            .setDimValue(NUMBERS[random.nextInt(NUMBERS.length)]);
                } else {
                    input.setElemType(random.nextInt(18));
                }
            }
            default -> spoil(graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount())), random);
        }
    }

    private static void spoil(AttributeProto.Builder attribute, Random random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        if (attribute.getIntsCount() > 0 && random.nextInt(4) > 0) {
            attribute.setInts(random.nextInt(attribute.getIntsCount()), number);
        } else if (attribute.hasT() && random.nextBoolean()) {
            spoil(attribute.getTBuilder(), random);
        } else {
            switch (random.nextInt(4)) {
                case 0 -> attribute.setI(number);
                case 1 -> attribute.addInts(number);
                case 2 -> attribute.clearInts();
                default -> attribute.setS(ByteString.copyFromUtf8(pick(WORDS, random)));
            }
        }
    }

    private static void spoil(TensorProto.Builder tensor, Random random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        switch (random.nextInt(5)) {
            case 0 -> tensor.setDataType(random.nextInt(18));
            case 1 -> tensor.addDims(random.nextInt(3));
            case 2 -> {
                if (tensor.getDimsCount() > 0) {
                    tensor.setDims(random.nextInt(tensor.getDimsCount()), number);
                }
            }
            default -> {
                if (tensor.getInt64DataCount() > 0) {
                    tensor.setInt64Data(random.nextInt(tensor.getInt64DataCount()), number);
                } else if (tensor.getFloatDataCount() > 0) {
                    float[] values = {0, -1, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, 1e-30f, 0.5f};
                    tensor.setFloatData(
                            random.nextInt(tensor.getFloatDataCount()), values[random.nextInt(values.length)]);
                }
            }
        }
    }

    private static Object value(Random random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        return switch (random.nextInt(5)) {
            case 0 -> number;
            case 1 -> new long[] {number, 1};
            case 2 -> new long[] {1, number, 0, 1};
            case 3 -> pick(WORDS, random);
            default -> random.nextFloat();
        };
    }

    private static String name(GraphProto.Builder graph, Random random) {
        List<String> names = new ArrayList<>(List.of("", "x"));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        return names.get(random.nextInt(names.size()));
    }

    private static String pick(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }

    /** Small networks that together use every operator. */
    private static List<ModelProto> networks() {
        Random random = new Random(1);
        ModelBuilder classic = new ModelBuilder()
                .input("x", 1, 3, 24, 24)
                .floats("w", Numbers.gaussian(random, 4, 3, 5, 5))
                .floats("b", Numbers.gaussian(random, 4))
                .floats("dw", Numbers.gaussian(random, 4, 1, 3, 3))
                .floats("fc", Numbers.gaussian(random, 8, 5))
                .node(
                        "Conv",
                        List.of("x", "w", "b"),
                        List.of("c"),
                        Map.of("strides", new long[] {2, 2}, "pads", new long[] {2, 2, 2, 2}))
                .node("Relu", List.of("c"), List.of("r"), Map.of())
                .node("LRN", List.of("r"), List.of("n"), Map.of("size", 3L, "alpha", 0.01))
                .node(
                        "MaxPool",
                        List.of("n"),
                        List.of("p"),
                        Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "ceil_mode", 1L))
                .node(
                        "Conv",
                        List.of("p", "dw"),
                        List.of("d"),
                        Map.of("group", 4L, "auto_pad", "SAME_LOWER", "dilations", new long[] {2, 1}))
                .node(
                        "AveragePool",
                        List.of("p"),
                        List.of("a"),
                        Map.of(
                                "kernel_shape",
                                new long[] {3, 3},
                                "pads",
                                new long[] {1, 1, 1, 1},
                                "count_include_pad",
                                1L))
                .node("Concat", List.of("d", "a"), List.of("k"), Map.of("axis", 1L))
                .node("GlobalAveragePool", List.of("k"), List.of("g"), Map.of())
                .node("Flatten", List.of("g"), List.of("f"), Map.of())
                .node("Gemm", List.of("f", "fc"), List.of("h"), Map.of("alpha", 0.5))
                .node("Softmax", List.of("h"), List.of("s"), Map.of())
                .output("s");
        ModelBuilder shapes = new ModelBuilder()
                .input("x", 1, 3, 24, 24)
                .integers("perm", 1, 2, 0)
                .integers("halves", 1, 2)
                .integers("groups", 1, 2, 3, 12, 12)
                .integers("whole", 1, 6, 12, 12)
                .integers("starts", 0, 1)
                .integers("ends", 1000, -1)
                .integers("axes", 2, 3)
                .integers("steps", 2, 2)
                .integers("pads", 0, 0, 1, 2, 0, 0, 2, 1)
                .floats("scales", Numbers.vector(1, 1, 2, 0.5))
                .integers("one", 1)
                .floats("slope", Numbers.gaussian(random, 3, 1, 1))
                .node("Gather", List.of("x", "perm"), List.of("t"), Map.of("axis", 1L))
                .node("Pad", List.of("t", "pads"), List.of("o"), Map.of("mode", "reflect"))
                .node("Slice", List.of("o", "starts", "ends", "axes", "steps"), List.of("q"), Map.of())
                .node("PRelu", List.of("q", "slope"), List.of("l"), Map.of())
                .node("Split", List.of("l", "halves"), List.of("u", "v"), Map.of("axis", 1L))
                .node("Mul", List.of("u", "v"), List.of("m"), Map.of())
                .node("Resize", List.of("m", "", "scales"), List.of("z"), Map.of("mode", "nearest"))
                .node("Shape", List.of("z"), List.of("y"), Map.of())
                .node("Gather", List.of("y", "one"), List.of("channels"), Map.of())
                .node("Reshape", List.of("z", "y"), List.of("e"), Map.of())
                .node("Expand", List.of("e", "y"), List.of("j"), Map.of())
                .node("Transpose", List.of("j"), List.of("i"), Map.of("perm", new long[] {0, 1, 3, 2}))
                .node("Sub", List.of("z", "z"), List.of("zero"), Map.of())
                .node("Max", List.of("z", "zero"), List.of("b"), Map.of())
                .node("ReduceMean", List.of("b"), List.of("mean"), Map.of("axes", new long[] {2, 3}))
                .node("Div", List.of("b", "mean"), List.of("last"), Map.of())
                .output("last");
        byte[] bytes = new byte[3 * 4];
        random.nextBytes(bytes);
        ModelBuilder folded = new ModelBuilder()
                .opset(9)
                .input("x", 2, 3, 24, 24)
                .initializer("q", ModelBuilder.byteTensor(bytes, 4, 3, 1, 1))
                .floats("scale", Numbers.scalar(0.01f))
                .integers("k", 4)
                .integers("two", 2)
                .node("Cast", List.of("q"), List.of("f"), Map.of("to", 1L))
                .node("Mul", List.of("f", "scale"), List.of("w"), Map.of())
                .node("Div", List.of("k", "two"), List.of("half"), Map.of())
                .node(
                        "ConstantOfShape",
                        List.of("k"),
                        List.of("ones"),
                        Map.of("value", ModelBuilder.floatTensor(Numbers.vector(1))))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of())
                .node("BatchNormalization", List.of("c", "ones", "ones", "ones", "ones"), List.of("n"), Map.of())
                .node("Clip", List.of("n"), List.of("l"), Map.of("min", 0.0, "max", 6.0))
                .node("Upsample", List.of("l", "scales"), List.of("u"), Map.of())
                .floats("scales", Numbers.vector(1, 1, 2, 2))
                .node("DepthToSpace", List.of("u"), List.of("d"), Map.of("blocksize", 2L))
                .node("Unsqueeze", List.of("d"), List.of("e"), Map.of("axes", new long[] {0}))
                .node("Squeeze", List.of("e"), List.of("s"), Map.of("axes", new long[] {0}))
                .node("HardSigmoid", List.of("s"), List.of("h"), Map.of())
                .node("Sum", List.of("h", "s"), List.of("last"), Map.of())
                .output("last");
        return List.of(classic.model(), shapes.model(), folded.model());
    }
}
