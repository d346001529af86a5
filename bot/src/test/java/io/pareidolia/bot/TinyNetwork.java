package io.pareidolia.bot;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A network with one convolution, two pools and whatever shall lie between these, for 1×3×16×16: the first pool is
 * called {@code block/pool}, the second {@code last}.
 */
final class TinyNetwork {
    private TinyNetwork() {}

    /** Writes it with an operator of one input between the pools. */
    static Path write(Path file, String between) throws IOException {
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(List.of(4L, 3L, 3L, 3L));
        Random random = new Random(1);
        for (int i = 0; i < 4 * 3 * 3 * 3; i++) {
            weights.addFloatData((float) random.nextGaussian());
        }
        GraphProto graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("data", 1, 3, 16, 16))
                .addOutput(value("last", 1, 4, 3, 3))
                .addInitializer(weights)
                .addNode(node("Conv", "conv", "data", "weights"))
                .addNode(node("Relu", "block/relu", "conv"))
                .addNode(node("MaxPool", "block/pool", "block/relu")
                        .addAttribute(integers("kernel_shape", 2, 2))
                        .addAttribute(integers("strides", 2, 2)))
                .addNode(node(between, "between", "block/pool"))
                .addNode(node("MaxPool", "last", "between")
                        .addAttribute(integers("kernel_shape", 2, 2))
                        .addAttribute(integers("strides", 2, 2)))
                .build();
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .build();
        return Files.write(file, model.toByteArray());
    }

    private static NodeProto.Builder node(String operator, String to, String... from) {
        return NodeProto.newBuilder()
                .setName("node of " + to)
                .setOpType(operator)
                .addAllInput(List.of(from))
                .addOutput(to);
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }
}
