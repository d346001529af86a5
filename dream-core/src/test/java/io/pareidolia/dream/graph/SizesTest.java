package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.pareidolia.dream.failure.DreamException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are written for one size dream at others what the same network written for those would. */
class SizesTest {
    /** A network as its exporter would have written it for pictures of this batch and size. */
    private interface Written {
        ModelBuilder at(int batch, int height, int width);
    }

    private static Numbers gaussian(long... shape) {
        return Numbers.gaussian(new Random(23), shape);
    }

    private static Numbers picture(int height, int width) {
        return Numbers.gaussian(new Random(height * 1000L + width), 1, 3, height, width);
    }

    /** Six channels at half the size of the picture: {@code c}. */
    private static ModelBuilder beginning(int batch, int height, int width) {
        return new ModelBuilder()
                .opset(13)
                .input("x", batch, 3, height, width)
                .floats("w", gaussian(6, 3, 3, 3))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of("strides", new long[] {2, 2}, "pads", new long[] {
                    1, 1, 1, 1
                }));
    }

    private static int half(int size) {
        return (size + 1) / 2;
    }

    private static ModelBuilder shuffled(int batch, int height, int width, long[] apart, long[] together) {
        return beginning(batch, height, width)
                .integers("apart", apart)
                .integers("together", together)
                .node("Reshape", List.of("c", "apart"), List.of("a"), Map.of())
                .node("Transpose", List.of("a"), List.of("t"), Map.of("perm", new long[] {0, 2, 1, 3, 4}))
                .node("Reshape", List.of("t", "together"), List.of("r"), Map.of())
                .floats("w2", gaussian(4, 6, 3, 3))
                .node("Conv", List.of("r", "w2"), List.of("y"), Map.of())
                .output("y");
    }

    private static ModelBuilder after(ModelBuilder model, String tensor) {
        return model.floats("w2", gaussian(4, 6, 3, 3))
                .node("Conv", List.of(tensor, "w2"), List.of("y"), Map.of())
                .output("y");
    }

    static Stream<Arguments> free() {
        return Stream.of(
                Arguments.of("channels shuffled, all sizes written", (Written) (n, h, w) ->
                        shuffled(n, h, w, new long[] {n, 2, 3, half(h), half(w)}, new long[] {n, 6, half(h), half(w)})),
                Arguments.of("channels shuffled, the batch open", (Written) (n, h, w) -> shuffled(
                        n, h, w, new long[] {-1, 2, 3, half(h), half(w)}, new long[] {-1, 6, half(h), half(w)})),
                Arguments.of("channels shuffled, the channels open", (Written) (n, h, w) -> shuffled(
                        n, h, w, new long[] {n, 2, -1, half(h), half(w)}, new long[] {n, -1, half(h), half(w)})),
                Arguments.of("channels shuffled, the batch copied", (Written) (n, h, w) ->
                        shuffled(n, h, w, new long[] {0, 2, 3, half(h), half(w)}, new long[] {0, 6, half(h), half(w)})),
                Arguments.of("pixels in a row and back to channels", (Written) (n, h, w) -> beginning(n, h, w)
                        .integers("row", n, 6, (long) half(h) * half(w))
                        .node("Reshape", List.of("c", "row"), List.of("r"), Map.of())
                        .node("Softmax", List.of("r"), List.of("s"), Map.of())
                        .node("ReduceMean", List.of("s"), List.of("m"), Map.of("axes", new long[] {1}))
                        .node("Add", List.of("r", "m"), List.of("y"), Map.of())
                        .output("y")),
                Arguments.of("a head behind a global pool", (Written) (n, h, w) -> beginning(n, h, w)
                        .node("GlobalAveragePool", List.of("c"), List.of("g"), Map.of())
                        .integers("flat", n, 6)
                        .node("Reshape", List.of("g", "flat"), List.of("f"), Map.of())
                        .floats("fc", gaussian(6, 4))
                        .node("MatMul", List.of("f", "fc"), List.of("y"), Map.of())
                        .output("y")),
                Arguments.of("a one put between", (Written) (n, h, w) -> after(
                        beginning(n, h, w)
                                .integers("apart", n, 6, 1, half(h), half(w))
                                .integers("together", n, 6, half(h), half(w))
                                .node("Reshape", List.of("c", "apart"), List.of("a"), Map.of())
                                .node("Tanh", List.of("a"), List.of("t"), Map.of())
                                .node("Reshape", List.of("t", "together"), List.of("r"), Map.of()),
                        "r")),
                Arguments.of("enlarged to twice the size", (Written) (n, h, w) -> after(
                        beginning(n, h, w)
                                .integers("sizes", n, 6, 2L * half(h), 3L * half(w))
                                .node(
                                        "Resize",
                                        List.of("c", "", "", "sizes"),
                                        List.of("r"),
                                        Map.of("mode", "nearest", "nearest_mode", "floor")),
                        "r")),
                Arguments.of("expanded to what it is", (Written) (n, h, w) -> after(
                        beginning(n, h, w)
                                .integers("sizes", n, 6, half(h), half(w))
                                .node("Expand", List.of("c", "sizes"), List.of("r"), Map.of()),
                        "r")),
                Arguments.of("cut from one pixel to the end", (Written) (n, h, w) -> after(
                        beginning(n, h, w)
                                .integers("starts", 1, 2)
                                .integers("ends", half(h), half(w))
                                .integers("axes", 2, 3)
                                .node("Slice", List.of("c", "starts", "ends", "axes"), List.of("r"), Map.of()),
                        "r")),
                Arguments.of("cut to one pixel from the end", (Written) (n, h, w) -> after(
                        beginning(n, h, w)
                                .integers("starts", 0, -7)
                                .integers("ends", -1, 1000)
                                .integers("axes", 2, 3)
                                .node("Slice", List.of("c", "starts", "ends", "axes"), List.of("r"), Map.of()),
                        "r")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("free")
    void dreamsAtAnySizeAsIfWrittenForIt(String what, Object written) {
        Written network = (Written) written;
        for (int batch : new int[] {1, 10}) {
            Agreement agreement = Agreement.of(network.at(batch, 24, 28).model(), "y");
            assertThat(agreement.network().obstacles()).isEmpty();
            assertThat(agreement.network().hasFixedSize(List.of("y"))).isFalse();
            for (int[] size : new int[][] {{24, 28}, {33, 20}, {48, 56}, {41, 73}}) {
                ModelProto there = network.at(1, size[0], size[1]).model();
                agreement.forward(picture(size[0], size[1]), there).gradient(picture(size[0], size[1]), there);
            }
        }
    }

    static Stream<Arguments> bound() {
        return Stream.of(
                Arguments.of(
                        "all pixels are weighed",
                        beginning(1, 24, 28)
                                .integers("flat", 1, 6 * 12 * 14)
                                .node("Reshape", List.of("c", "flat"), List.of("f"), Map.of())
                                .floats("fc", gaussian(6 * 12 * 14, 4))
                                .node("MatMul", List.of("f", "fc"), List.of("y"), Map.of())),
                Arguments.of(
                        "all pixels are weighed, the batch open",
                        beginning(1, 24, 28)
                                .integers("flat", -1, 6 * 12 * 14)
                                .node("Reshape", List.of("c", "flat"), List.of("f"), Map.of())
                                .floats("fc", gaussian(6 * 12 * 14, 4))
                                .node("MatMul", List.of("f", "fc"), List.of("y"), Map.of())),
                Arguments.of(
                        "places are added",
                        beginning(1, 24, 28)
                                .floats("places", gaussian(1, 6, 12, 14))
                                .node("Add", List.of("c", "places"), List.of("y"), Map.of())),
                Arguments.of(
                        "cut within",
                        beginning(1, 24, 28)
                                .integers("starts", 1)
                                .integers("ends", 9)
                                .integers("axes", 2)
                                .node("Slice", List.of("c", "starts", "ends", "axes"), List.of("y"), Map.of())),
                Arguments.of(
                        "rows split into two",
                        beginning(1, 24, 28)
                                .integers("apart", 1, 6, 6, 2, 14)
                                .node("Reshape", List.of("c", "apart"), List.of("y"), Map.of())),
                Arguments.of(
                        "a column expanded",
                        beginning(1, 24, 28)
                                .integers("sizes", 1, 6, 12, 14)
                                .node("ReduceMean", List.of("c"), List.of("m"), Map.of("axes", new long[] {3}))
                                .node("Expand", List.of("m", "sizes"), List.of("e"), Map.of())
                                .node("Add", List.of("e", "c"), List.of("y"), Map.of())),
                Arguments.of(
                        "made smaller and larger again",
                        beginning(1, 32, 32)
                                .floats("scales", Numbers.vector(1, 1, 2, 2))
                                .node(
                                        "MaxPool",
                                        List.of("c"),
                                        List.of("p"),
                                        Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2}))
                                .node("Resize", List.of("p", "", "scales"), List.of("r"), Map.of())
                                .node("Add", List.of("r", "c"), List.of("y"), Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bound")
    void dreamsAtItsOwnSizeWhereNothingProvesAnother(String what, Object written) {
        ModelProto model = ((ModelBuilder) written).output("y").model();
        Agreement agreement = Agreement.of(model, "y");
        ForwardGraph network = agreement.network();
        assertThat(network.hasFixedSize(List.of("y"))).isTrue();
        assertThat(network.hasFixedSize(List.of("c"))).isFalse();
        int[] own = network.nativeSize();
        agreement.forward(picture(own[0], own[1])).gradient(picture(own[0], own[1]));
        assertThatThrownBy(() -> DreamGraph.write(
                        network, List.of(Target.of("y")), Preprocessing.NONE, own[0] + 37, own[1] + 51, true))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("does not take a picture of");
    }

    /** Dimensions that a file only names. */
    private static ModelBuilder open(ModelBuilder model, int... axes) {
        ValueInfoProto.Builder input = model.graph().getInputBuilder(0);
        for (int axis : axes) {
            input.getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .getDimBuilder(axis)
                    .clearDimValue()
                    .setDimParam("axis" + axis);
        }
        return model;
    }

    /** Shape → Gather → Unsqueeze → Concat → Reshape, Shape → Slice, Size, and arithmetic on what they give. */
    private static ModelBuilder shapeArithmetic() {
        return beginning(1, 24, 28)
                .integers("minus", -1)
                .integers("two", 2)
                .integers("three", 3)
                .initializer("0", scalar(0))
                .initializer("2", scalar(2))
                .integers("from", 2)
                .integers("till", 4)
                .integers("first", 0)
                .node("Shape", List.of("c"), List.of("shape"), Map.of())
                .node("Gather", List.of("shape", "0"), List.of("batch"), Map.of())
                .node("Gather", List.of("shape", "2"), List.of("height"), Map.of())
                .node("Unsqueeze", List.of("batch", "first"), List.of("batch1"), Map.of())
                .node("Unsqueeze", List.of("height", "first"), List.of("height1"), Map.of())
                .node(
                        "Concat",
                        List.of("batch1", "two", "three", "height1", "minus"),
                        List.of("apart"),
                        Map.of("axis", 0L))
                .node("Reshape", List.of("c", "apart"), List.of("a"), Map.of())
                .node("Transpose", List.of("a"), List.of("t"), Map.of("perm", new long[] {0, 2, 1, 3, 4}))
                .node("Slice", List.of("shape", "from", "till"), List.of("space"), Map.of())
                .node("Mul", List.of("two", "three"), List.of("channels"), Map.of())
                .node("Concat", List.of("batch1", "channels", "space"), List.of("together"), Map.of("axis", 0L))
                .node("Reshape", List.of("t", "together"), List.of("r"), Map.of())
                .node("Size", List.of("r"), List.of("size"), Map.of())
                .node("Cast", List.of("size"), List.of("count"), Map.of("to", 1L))
                .node("Sqrt", List.of("count"), List.of("root"), Map.of())
                .node("Div", List.of("r", "root"), List.of("q"), Map.of())
                .node("Div", List.of("space", "two"), List.of("less"), Map.of())
                .node("Concat", List.of("batch1", "channels", "less"), List.of("smaller"), Map.of("axis", 0L))
                .node("Resize", List.of("q", "", "", "smaller"), List.of("y"), Map.of("nearest_mode", "floor"))
                .output("y");
    }

    private static TensorProto scalar(long value) {
        return TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addInt64Data(value)
                .build();
    }

    @Test
    void shapesThatNodesComputeAreThoseOfEachSize() {
        for (ModelBuilder model :
                List.of(open(shapeArithmetic(), 0, 2, 3), open(shapeArithmetic(), 2, 3), shapeArithmetic())) {
            Agreement agreement = Agreement.of(model.model(), "y");
            assertThat(agreement.network().hasFixedSize(List.of("y"))).isFalse();
            for (int[] size : new int[][] {{24, 28}, {33, 20}, {47, 61}}) {
                ModelProto there = open(shapeArithmetic(), 2, 3).model();
                agreement.forward(picture(size[0], size[1]), there).gradient(picture(size[0], size[1]), there);
            }
        }
    }

    /** Where a file names no size but bakes one in, the size is found at which all of it runs. */
    @Test
    void theSizeThatAnOpenFileWasTracedAtIsFound() {
        for (int side : new int[] {224, 299, 320}) {
            ModelBuilder traced = shuffled(1, side, side, new long[] {1, 2, 3, half(side), half(side)}, new long[] {
                1, 6, half(side), half(side)
            });
            Agreement agreement = Agreement.of(open(traced, 0, 2, 3).model(), "y");
            assertThat(agreement.network().nativeSize()).containsExactly(side, side);
            assertThat(agreement.network().hasFixedSize(List.of("y"))).isFalse();
            ModelProto there = shuffled(1, 30, 34, new long[] {1, 2, 3, 15, 17}, new long[] {1, 6, 15, 17})
                    .model();
            agreement.forward(picture(30, 34), there).gradient(picture(30, 34), there);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNetworkThatWantsItsChannelsLastGetsThemLast(boolean named) {
        ModelBuilder last = new ModelBuilder()
                .input("x", 1, 24, 28, 3)
                .node("Transpose", List.of("x"), List.of("first"), Map.of("perm", new long[] {0, 3, 1, 2}))
                .floats("w", gaussian(6, 3, 3, 3))
                .node("Conv", List.of("first", "w"), List.of("y"), Map.of())
                .output("y");
        ModelProto first = new ModelBuilder()
                .input("x", 1, 3, 20, 31)
                .floats("w", gaussian(6, 3, 3, 3))
                .node("Conv", List.of("x", "w"), List.of("y"), Map.of())
                .output("y")
                .model();
        if (named) {
            open(last, 0, 1, 2);
        }
        Agreement.of(last.model(), "y").forward(picture(20, 31), first).gradient(picture(20, 31), first);
    }

    private static TensorProto half(Numbers numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * numbers.values().length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : numbers.floats()) {
            int bits = Float.floatToIntBits(value);
            int exponent = (bits >> 23 & 255) - 112;
            bytes.putShort((short) (bits >>> 16 & 0x8000 | (exponent <= 0 ? 0 : exponent << 10 | bits >> 13 & 1023)));
        }
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.FLOAT16_VALUE)
                .setRawData(ByteString.copyFrom(bytes.array()));
        for (long dimension : numbers.shape()) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    /** Multiples of 1/64 below 16: the same in float16, bfloat16 keeps fewer. */
    private static Numbers coarse(long... shape) {
        return gaussian(shape).map(value -> Math.rint(value * 64) / 64);
    }

    @Test
    void aNetworkInHalfPrecisionDreamsInSinglePrecisionWithItsWeights() {
        ModelBuilder model = new ModelBuilder().opset(13);
        model.graph().addInput(ModelBuilder.value("x", TensorProto.DataType.FLOAT16, 1, 3, 16, 16));
        model.initializer("w", half(coarse(6, 3, 3, 3)))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of())
                .node("Cast", List.of("c"), List.of("f"), Map.of("to", 1L))
                .node("Constant", List.of(), List.of("k"), Map.of("value", half(coarse(6, 1, 1))))
                .node("Cast", List.of("f"), List.of("h"), Map.of("to", 10L))
                .node("Mul", List.of("h", "k"), List.of("y"), Map.of())
                .output("y");
        ModelProto twin = new ModelBuilder()
                .input("x", 1, 3, 19, 23)
                .floats("w", coarse(6, 3, 3, 3))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of())
                .floats("k", coarse(6, 1, 1))
                .node("Mul", List.of("c", "k"), List.of("y"), Map.of())
                .output("y")
                .model();
        Agreement.of(model.model(), "y").forward(picture(19, 23), twin).gradient(picture(19, 23), twin);
    }

    /** Names that the dream graph uses itself, and names like those that it makes up. */
    @Test
    void aNetworkMayCallItsTensorsAsItLikes() {
        ModelBuilder model = new ModelBuilder()
                .input("picture", 1, 3, 16, 16)
                .floats("constant~0", gaussian(6, 3, 3, 3))
                .node("Conv", List.of("picture", "constant~0"), List.of("gradient"), Map.of())
                .node("Softmax", List.of("gradient"), List.of("Mul~1"), Map.of("axis", 1L))
                .node("Mul", List.of("Mul~1", "gradient"), List.of("objective"), Map.of())
                .node("Relu", List.of("objective"), List.of("constant~1"), Map.of());
        ModelProto twin = new ModelBuilder()
                .input("x", 1, 3, 16, 16)
                .floats("w", gaussian(6, 3, 3, 3))
                .node("Conv", List.of("x", "w"), List.of("c"), Map.of())
                .node("Softmax", List.of("c"), List.of("s"), Map.of("axis", 1L))
                .node("Mul", List.of("s", "c"), List.of("m"), Map.of())
                .node("Relu", List.of("m"), List.of("constant~1"), Map.of())
                .output("constant~1")
                .model();
        Agreement.of(model.model(), "constant~1").forward(picture(16, 16), twin).gradient(picture(16, 16), twin);
    }
}
