package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger's file can do is to be refused in one sentence, soon and before any runtime sees it. */
class HostileFilesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Random random = new Random(3);

    @TempDir
    Path folder;

    private static ModelBuilder picture() {
        return new ModelBuilder().input("x", 1, 3, 32, 32);
    }

    /** A network whose only node is this one; what it reads besides the picture is called c0, c1 … */
    private static ModelBuilder only(String operator, Map<String, ?> attributes, TensorProto... constants) {
        ModelBuilder model = picture();
        List<String> inputs = new java.util.ArrayList<>(List.of("x"));
        for (TensorProto constant : constants) {
            inputs.add("c" + inputs.size());
            model.initializer(inputs.get(inputs.size() - 1), constant);
        }
        return model.node(operator, inputs, List.of("y"), attributes).output("y");
    }

    private static ModelBuilder convolution(Map<String, ?> attributes) {
        return only("Conv", attributes, weights());
    }

    private static TensorProto weights() {
        return ModelBuilder.floatTensor(Numbers.gaussian(new Random(1), 4, 3, 3, 3));
    }

    private static TensorProto integers(long... values) {
        return ModelBuilder.integerTensor(values);
    }

    /** A picture times a constant that nodes compute. */
    private static ModelBuilder computed(String operator, Map<String, ?> attributes, TensorProto... constants) {
        ModelBuilder model = picture();
        List<String> inputs = new java.util.ArrayList<>();
        for (TensorProto constant : constants) {
            inputs.add("c" + inputs.size());
            model.initializer(inputs.get(inputs.size() - 1), constant);
        }
        return model.node(operator, inputs, List.of("k"), attributes)
                .node("Cast", List.of("k"), List.of("f"), Map.of("to", 1L))
                .node("Mul", List.of("x", "f"), List.of("y"), Map.of())
                .output("y");
    }

    private static ModelProto.Builder changed(ModelBuilder model) {
        return model.model().toBuilder();
    }

    private static TensorProto scalar(DataType type, long value) {
        return TensorProto.newBuilder()
                .setDataType(type.getNumber())
                .addInt64Data(value)
                .build();
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "local functions",
                        changed(convolution(Map.of()))
                                .addFunctions(FunctionProto.newBuilder().setName("f"))
                                .build(),
                        "functions of its own"),
                Arguments.of(
                        "a foreign domain",
                        changedNode(node -> node.setDomain("com.microsoft")),
                        "com.microsoft.Conv of its node"),
                Arguments.of(
                        "a sparse initialiser",
                        changedGraph(graph -> graph.addSparseInitializer(SparseTensorProto.getDefaultInstance())),
                        "sparse weights"),
                Arguments.of(
                        "a stride of 0",
                        convolution(Map.of("strides", new long[] {1, 0})).model(),
                        "strides=0, which is out of range"),
                Arguments.of(
                        "a negative dilation",
                        convolution(Map.of("dilations", new long[] {-1, 1})).model(),
                        "dilations=-1"),
                Arguments.of("no groups", convolution(Map.of("group", 0L)).model(), "group=0"),
                Arguments.of(
                        "a block of no size",
                        only("DepthToSpace", Map.of("blocksize", 0L)).model(),
                        "blocksize=0"),
                Arguments.of(
                        "a kernel of a thousand million",
                        only("MaxPool", Map.of("kernel_shape", new long[] {1_000_000_000, 1}))
                                .model(),
                        "kernel_shape=1000000000"),
                Arguments.of(
                        "padding of a thousand million",
                        only("AveragePool", Map.of("kernel_shape", new long[] {2, 2}, "pads", new long[] {
                                    0, 0, 1_000_000_000, 0
                                }))
                                .model(),
                        "pads=1000000000"),
                Arguments.of(
                        "a normalisation over a thousand million",
                        only("LRN", Map.of("size", 1_000_000_000L)).model(),
                        "size=1000000000"),
                Arguments.of(
                        "a subgraph",
                        changedNode(node -> node.addAttribute(AttributeProto.newBuilder()
                                .setName("body")
                                .setType(AttributeProto.AttributeType.GRAPH)
                                .setG(GraphProto.getDefaultInstance()))),
                        "a graph of its own"),
                Arguments.of(
                        "a sparse attribute",
                        changedNode(node -> node.addAttribute(AttributeProto.newBuilder()
                                .setName("s")
                                .setSparseTensor(SparseTensorProto.getDefaultInstance()))),
                        "a sparse tensor"),
                Arguments.of(
                        "a reference to a function",
                        changedNode(node -> node.addAttribute(
                                AttributeProto.newBuilder().setName("a").setRefAttrName("b"))),
                        "refers to a function"),
                Arguments.of(
                        "a tensor where none belongs",
                        changedNode(node -> node.addAttribute(ModelBuilder.attribute("t", weights()))),
                        "holds a tensor"),
                Arguments.of("20,001 nodes", many(20_001), "20001 nodes"),
                Arguments.of("no nodes", picture().output("x").model(), "holds no network"),
                Arguments.of("opset 6", convolution(Map.of()).opset(6).model(), "opset 6"),
                Arguments.of("opset 22", convolution(Map.of()).opset(22).model(), "opset 22"),
                Arguments.of(
                        "an endless opset",
                        convolution(Map.of()).opset(Long.MAX_VALUE).model(),
                        "opset"),
                Arguments.of(
                        "no opset",
                        changed(convolution(Map.of())).clearOpsetImport().build(),
                        "opset 0"),
                Arguments.of(
                        "an opset of another domain",
                        changed(convolution(Map.of()))
                                .clearOpsetImport()
                                .addOpsetImport(OperatorSetIdProto.newBuilder()
                                        .setDomain("x")
                                        .setVersion(17))
                                .build(),
                        "opset 0"),
                Arguments.of(
                        "a cycle",
                        picture()
                                .node("Add", List.of("x", "b"), List.of("a"), Map.of())
                                .node("Relu", List.of("a"), List.of("b"), Map.of())
                                .model(),
                        "reads b, which nothing before it makes"),
                Arguments.of(
                        "a tensor made twice",
                        picture()
                                .node("Relu", List.of("x"), List.of("a"), Map.of())
                                .node("Tanh", List.of("x"), List.of("a"), Map.of())
                                .model(),
                        "make the tensor a"),
                Arguments.of(
                        "a node that makes the picture",
                        picture()
                                .node("Relu", List.of("x"), List.of("x"), Map.of())
                                .model(),
                        "make the tensor x"),
                Arguments.of(
                        "a node without outputs",
                        picture()
                                .node("Relu", List.of("x"), List.of(), Map.of())
                                .model(),
                        "has no output"),
                Arguments.of(
                        "two pictures",
                        picture()
                                .input("z", 1, 3, 32, 32)
                                .node("Add", List.of("x", "z"), List.of("y"), Map.of())
                                .model(),
                        "2 inputs"),
                Arguments.of("no input", changedGraph(graph -> graph.clearInput()), "which nothing before it makes"),
                Arguments.of(
                        "a flat input",
                        new ModelBuilder()
                                .input("x", 1, 3 * 32 * 32)
                                .node("Relu", List.of("x"), List.of("y"), Map.of())
                                .model(),
                        "one input, a picture"),
                Arguments.of(
                        "a grey input",
                        new ModelBuilder()
                                .input("x", 1, 1, 28, 28)
                                .node("Relu", List.of("x"), List.of("y"), Map.of())
                                .model(),
                        "pictures of 1 channels"),
                Arguments.of("an input of whole numbers", inputOf(DataType.UINT8), "whole numbers"),
                Arguments.of("an input of texts", inputOf(DataType.STRING), "STRING"),
                Arguments.of("an input of nothing known", inputOf(DataType.UNDEFINED), "UNDEFINED"),
                Arguments.of(
                        "a picture of a million pixels a side",
                        new ModelBuilder()
                                .input("x", 1, 3, 1 << 20, 32)
                                .node("Relu", List.of("x"), List.of("y"), Map.of())
                                .model(),
                        "1048576 pixels"),
                Arguments.of(
                        "weights that overflow",
                        only(
                                "Conv",
                                Map.of(),
                                TensorProto.newBuilder()
                                        .setDataType(1)
                                        .addDims(1L << 40)
                                        .addDims(1L << 40)
                                        .addDims(3)
                                        .addDims(3)
                                        .build()),
                        "too large"),
                Arguments.of(
                        "weights of a negative size",
                        only(
                                "Conv",
                                Map.of(),
                                TensorProto.newBuilder()
                                        .setDataType(1)
                                        .addDims(-4)
                                        .addDims(3)
                                        .build()),
                        "a dimension of -4"),
                Arguments.of(
                        "weights that are not there",
                        only(
                                "Conv",
                                Map.of(),
                                TensorProto.newBuilder()
                                        .setDataType(1)
                                        .addDims(4000)
                                        .addDims(3)
                                        .addDims(300)
                                        .addDims(300)
                                        .build()),
                        "0 bytes where"),
                Arguments.of(
                        "weights in segments",
                        only(
                                "Conv",
                                Map.of(),
                                weights().toBuilder()
                                        .setSegment(TensorProto.Segment.newBuilder()
                                                .setBegin(0)
                                                .setEnd(4))
                                        .build()),
                        "segments"),
                Arguments.of("a thousand dimensions", only("Add", Map.of(), thousandDimensions()), "1000 dimensions"),
                Arguments.of(
                        "weights elsewhere", only("Conv", Map.of(), external("../../etc/passwd")), "in another file"),
                Arguments.of(
                        "eight GB of a constant",
                        computed("ConstantOfShape", Map.of(), integers(1, 3, 1 << 15, 1 << 15)),
                        "more than 1 GiB"),
                Arguments.of(
                        "constants that overflow",
                        computed("ConstantOfShape", Map.of(), integers(1L << 31, 1L << 31, 1L << 31)),
                        "do not fit"),
                Arguments.of(
                        "constants of a negative size",
                        computed("ConstantOfShape", Map.of(), integers(3, -1)),
                        "a dimension of -1"),
                Arguments.of(
                        "a constant expanded to 16 GB",
                        computed("Expand", Map.of(), weights(), integers(1 << 18, 1 << 4, 4, 3, 3, 3)),
                        "1 GiB"),
                Arguments.of(
                        "a constant padded to 16 GB",
                        computed("Pad", Map.of(), weights(), integers(0, 0, 0, 0, 0, 0, 1 << 14, 1 << 14)),
                        "1 GiB"),
                Arguments.of(
                        "a constant resized to 16 GB",
                        computed(
                                "Resize",
                                Map.of(),
                                weights(),
                                ModelBuilder.floatTensor(Numbers.vector()),
                                ModelBuilder.floatTensor(Numbers.vector(1, 1, 1 << 14, 1 << 14))),
                        "1 GiB"),
                Arguments.of(
                        "a constant tiled",
                        computed("Tile", Map.of(), weights(), integers(1 << 10, 1 << 10, 1 << 10, 1)),
                        "Tile is not supported"),
                Arguments.of("a day of arithmetic", endlessProduct(), "take too long"),
                Arguments.of(
                        "a whole number divided by zero",
                        computed("Div", Map.of(), scalar(DataType.INT64, 1), scalar(DataType.INT64, 0)),
                        "divides by zero"),
                Arguments.of(
                        "a rest of a division by zero",
                        computed("Mod", Map.of(), scalar(DataType.INT64, 1), scalar(DataType.INT64, 0)),
                        "divides by zero"),
                Arguments.of(
                        "the least whole number by -1",
                        computed("Div", Map.of(), scalar(DataType.INT64, Long.MIN_VALUE), scalar(DataType.INT64, -1)),
                        "by -1"),
                Arguments.of(
                        "an index out of range",
                        computed("Gather", Map.of(), weights(), integers(99)),
                        "cannot be computed"),
                Arguments.of(
                        "a window larger than the picture",
                        convolution(Map.of("dilations", new long[] {40, 40})).model(),
                        "does not fit 32 pixels"),
                Arguments.of(
                        "a picture expanded to 2⁶² elements",
                        only("Expand", Map.of(), integers(1 << 30, 1 << 30, 1, 3, 32, 32)),
                        "do not fit"),
                Arguments.of(
                        "a picture expanded to 300 GB",
                        only("Expand", Map.of(), integers(100, 1 << 18, 3, 32, 32)),
                        "too large"),
                Arguments.of(
                        "a picture resized to a strip",
                        only(
                                "Resize",
                                Map.of(),
                                ModelBuilder.floatTensor(Numbers.vector()),
                                ModelBuilder.floatTensor(Numbers.vector(1, 1, 1e6, 0.04))),
                        "too long"),
                Arguments.of(
                        "a picture resized by nothing",
                        only(
                                "Resize",
                                Map.of(),
                                ModelBuilder.floatTensor(Numbers.vector()),
                                ModelBuilder.floatTensor(Numbers.vector(1, 1, Double.NaN, 1))),
                        "resizes by NaN"),
                Arguments.of(
                        "a picture mirrored beyond itself",
                        only("Pad", Map.of("mode", "reflect"), integers(0, 0, 32, 0, 0, 0, 0, 0)),
                        "cannot copy 32"),
                Arguments.of(
                        "a picture cut away", only("Slice", Map.of(), integers(5), integers(5), integers(2)), "empty"),
                Arguments.of(
                        "an axis that is not there",
                        only("Concat", Map.of("axis", 7L)).model(),
                        "no axis 7"),
                Arguments.of(
                        "channels that do not fit",
                        only("Conv", Map.of(), ModelBuilder.floatTensor(Numbers.gaussian(new Random(1), 4, 5, 3, 3))),
                        "do not fit its input"),
                Arguments.of("a reshape to nothing", only("Reshape", Map.of(), integers(-1, -7)), "cannot become"),
                Arguments.of(
                        "a reshape with an overflow",
                        only("Reshape", Map.of(), integers(1L << 32, 1L << 32, 3)),
                        "do not fit"),
                Arguments.of(
                        "an attribute that nobody knows",
                        only("Relu", Map.of("how", 1L)),
                        "attribute how is not known"),
                Arguments.of(
                        "an attribute of another kind",
                        only("LRN", Map.of("size", 3L, "alpha", "much")),
                        "attribute alpha is of another kind"),
                Arguments.of("a neighbourhood without a middle", only("LRN", Map.of("size", 4L)), "has no middle"),
                Arguments.of(
                        "padding as large as the window",
                        only("AveragePool", Map.of("kernel_shape", new long[] {2, 2}, "pads", new long[] {2, 0, 0, 0})),
                        "as large as its window"),
                Arguments.of(
                        "an operator called with its path",
                        only("../../Conv", Map.of()).model(),
                        "../../Conv"));
    }

    private static Object plain(Object model) {
        return model instanceof ModelBuilder builder ? builder.model() : model;
    }

    private interface NodeChange {
        Object on(ai.onnx.proto.OnnxMl.NodeProto.Builder node);
    }

    private interface GraphChange {
        Object on(GraphProto.Builder graph);
    }

    private static ModelProto changedNode(NodeChange change) {
        ModelProto.Builder model = changed(convolution(Map.of()));
        change.on(model.getGraphBuilder().getNodeBuilder(0));
        return model.build();
    }

    private static ModelProto changedGraph(GraphChange change) {
        ModelProto.Builder model = changed(convolution(Map.of()));
        change.on(model.getGraphBuilder());
        return model.build();
    }

    private static ModelProto inputOf(DataType type) {
        ModelBuilder model = new ModelBuilder();
        model.graph().addInput(ModelBuilder.value("x", type, 1, 3, 32, 32));
        return model.node("Relu", List.of("x"), List.of("y"), Map.of()).model();
    }

    private static ModelProto many(int nodes) {
        ModelBuilder model = picture();
        for (int i = 0; i < nodes; i++) {
            model.node("Relu", List.of(i == 0 ? "x" : "y" + (i - 1)), List.of("y" + i), Map.of());
        }
        return model.model();
    }

    private static TensorProto thousandDimensions() {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(1).addFloatData(1);
        for (int i = 0; i < 1000; i++) {
            tensor.addDims(1);
        }
        return tensor.build();
    }

    /** 8192 × 8192 numbers are 256 MB, a product of two of them takes 2⁴⁰ operations. */
    private static ModelProto endlessProduct() {
        return picture()
                .integers("side", 8192, 8192)
                .node("ConstantOfShape", List.of("side"), List.of("a"), Map.of())
                .node("MatMul", List.of("a", "a"), List.of("b"), Map.of())
                .node("ReduceMean", List.of("b"), List.of("c"), Map.of())
                .node("Mul", List.of("x", "c"), List.of("y"), Map.of())
                .output("y")
                .model();
    }

    private static TensorProto external(String location) {
        return external(location, "0", 108 * 4);
    }

    private static TensorProto external(String location, String offset, long length) {
        return TensorProto.newBuilder()
                .setDataType(1)
                .addAllDims(List.of(4L, 3L, 3L, 3L))
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", Long.toString(length)))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void getsOneSentence(String what, Object model, String words) {
        byte[] file = ((ModelProto) plain(model)).toByteArray();
        String sentence = refusal(() -> ForwardGraph.of(file, "stranger.onnx"));
        assertThat(sentence).contains(words);
    }

    /** What people are told: one sentence of a bearable length that names the file, and nothing of Java. */
    private static String refusal(Runnable loading) {
        DreamException refused = Assertions.assertTimeoutPreemptively(
                SOON, () -> catchThrowableOfType(DreamException.class, loading::run));
        assertThat(refused).isNotNull();
        assertThat(refused.kind()).isEqualTo(DreamException.Kind.INPUT);
        assertThat(refused.getMessage())
                .contains("stranger.onnx")
                .endsWith(".")
                .hasSizeLessThan(700)
                .doesNotContain("Exception", "java.", "null", "\n", "\u001b");
        return refused.getMessage();
    }

    private String read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("stranger.onnx"), bytes);
        return refusal(() -> ForwardGraph.load(file));
    }

    @Test
    void whatIsNoNetworkFileIsCalledThat() throws IOException {
        assertThat(read(new byte[0])).contains("holds no network");
        assertThat(read("<!DOCTYPE html><html><head><title>404</title></head></html>".getBytes(StandardCharsets.UTF_8)))
                .contains("no ONNX file");
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        assertThat(read(noise)).contains("no ONNX file");
        byte[] whole = convolution(Map.of()).model().toByteArray();
        for (int length = 1; length < whole.length; length += 3) {
            read(java.util.Arrays.copyOf(whole, length));
        }
        assertThat(refusal(() -> ForwardGraph.load(folder.resolve("no-stranger.onnx"))))
                .contains("There is no network file");
        Files.createDirectories(folder.resolve("folder-stranger.onnx"));
        assertThat(refusal(() -> ForwardGraph.load(folder.resolve("folder-stranger.onnx"))))
                .contains("There is no network file");
    }

    @Test
    void aFileThatContainsItselfAgainAndAgainIsDamaged() throws IOException {
        ByteString nested = ByteString.EMPTY;
        for (int i = 0; i < 5_000; i++) {
            // graph → node → attribute → graph …
            ByteString attribute = field(6, nested);
            nested = field(1, field(5, attribute));
            if (nested.size() > 1 << 20) {
                break;
            }
        }
        assertThat(read(field(7, nested).toByteArray())).contains("no ONNX file");
    }

    private static ByteString field(int number, ByteString content) {
        ByteString.Output out = ByteString.newOutput();
        out.write(number << 3 | 2);
        int length = content.size();
        while (length > 127) {
            out.write(length & 127 | 128);
            length >>>= 7;
        }
        out.write(length);
        return out.toByteString().concat(content);
    }

    @Test
    void externalDataLieInTheFilesOwnFolder() throws IOException {
        byte[] weights = new byte[108 * 4 + 8];
        random.nextBytes(weights);
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.write(outside.resolve("secret"), weights);
        Files.write(own.resolve("weights"), weights);
        Files.createSymbolicLink(own.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(own.resolve("linked"), outside);
        Path file = own.resolve("stranger.onnx");
        for (String location : List.of(
                "../outside/secret",
                outside.resolve("secret").toString(),
                "link",
                "linked/secret",
                "weights/../../outside/secret",
                "",
                ".",
                "missing",
                "/dev/zero")) {
            Files.write(file, only("Conv", Map.of(), external(location)).model().toByteArray());
            assertThat(refusal(() -> ForwardGraph.load(file))).contains("no file in its own folder");
        }
        Files.write(file, only("Conv", Map.of(), external("we\0ights")).model().toByteArray());
        assertThat(refusal(() -> ForwardGraph.load(file))).contains("cannot be named");
        for (String offset : List.of("9", "999999999999999999")) {
            Files.write(
                    file,
                    only("Conv", Map.of(), external("weights", offset, 108 * 4))
                            .model()
                            .toByteArray());
            assertThat(refusal(() -> ForwardGraph.load(file))).contains("end before it does");
        }
        for (String offset : List.of("-1", "9999999999999999999", "0x10", "1e3", "")) {
            Files.write(
                    file,
                    only("Conv", Map.of(), external("weights", offset, 108 * 4))
                            .model()
                            .toByteArray());
            assertThat(refusal(() -> ForwardGraph.load(file))).contains("in no number");
        }
        Files.write(
                file,
                only("Conv", Map.of(), external("weights", "0", 99)).model().toByteArray());
        assertThat(refusal(() -> ForwardGraph.load(file))).contains("do not fit its shape");
        for (String location : List.of("weights", "./weights", "../own/weights")) {
            Files.write(
                    file,
                    only("Conv", Map.of(), external(location, "8", 108 * 4))
                            .model()
                            .toByteArray());
            assertThat(ForwardGraph.load(file).layers()).containsExactly("y");
        }
    }

    /** The model's own bytes are data like any other: whatever they say as weights, nothing is read beyond them. */
    @Test
    void externalDataMayBeTheModelItself() throws IOException {
        Path file = folder.resolve("stranger.onnx");
        Files.write(
                file,
                changed(only("Conv", Map.of(), external("stranger.onnx")))
                        .setDocString("x".repeat(500))
                        .build()
                        .toByteArray());
        assertThat(ForwardGraph.load(file).layers()).containsExactly("y");
    }

    @Test
    void fourGigabytesOfMappedWeightsAreTooMany() throws IOException {
        try (java.io.RandomAccessFile sparse =
                new java.io.RandomAccessFile(folder.resolve("weights").toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        ModelBuilder model = picture();
        for (int i = 0; i < 4; i++) {
            model.initializer(
                    "w" + i,
                    external("weights", "0", 1L << 30).toBuilder()
                            .clearDims()
                            .addDims(1L << 28)
                            .build());
        }
        model.node("Relu", List.of("x"), List.of("y"), Map.of());
        assertThat(read(model.model().toByteArray())).contains("more than 2 GB");
    }

    @Test
    void namesAreShortenedAndWhatWouldNotShowIsMasked() {
        String name = "\u001b[31m\u202e\n" + "long".repeat(100_000);
        byte[] file = picture()
                .node("Relu", List.of("x"), List.of("a" + name), Map.of())
                .node("Unheard" + name, List.of("a" + name), List.of("b" + name), Map.of())
                .model()
                .toByteArray();
        ForwardGraph network = ForwardGraph.of(file, "stranger.onnx");
        assertThat(network.obstacles())
                .singleElement()
                .satisfies(sentence ->
                        assertThat(sentence.toString()).hasSizeLessThan(700).contains("?[31m??longlong", "…"));
        assertThat(refusal(() -> network.tensor("b" + name, Map.of()))).contains("cannot dream that deep");
        assertThat(refusal(() -> network.tensor("c" + name, Map.of()))).contains("has no layer");
        assertThat(refusal(() -> network.tensor("nothing", Map.of()))).contains("has no layer \"nothing\"");
    }

    /** Layers that would take 400 GB cost nothing until somebody dreams them. */
    @Test
    void hugeActivationsAreNotRunAtLoad() {
        ModelBuilder model = new ModelBuilder().input("x", 1, 3, 16000, 16000);
        String last = "x";
        for (int i = 0; i < 200; i++) {
            model.node("Relu", List.of(last), List.of("y" + i), Map.of());
            last = "y" + i;
        }
        byte[] file = model.model().toByteArray();
        ForwardGraph network = Assertions.assertTimeoutPreemptively(SOON, () -> ForwardGraph.of(file, "stranger.onnx"));
        assertThat(network.layers()).containsExactly("y199");
    }

    @Test
    void twentyThousandNodesAreReadSoon() {
        byte[] file = many(20_000).toByteArray();
        ForwardGraph network = Assertions.assertTimeoutPreemptively(SOON, () -> ForwardGraph.of(file, "stranger.onnx"));
        assertThat(network.tensors()).hasSize(20_000);
        assertThat(refusal(() -> network.tensor("y20001", Map.of()))).contains("y2000");
    }
}
