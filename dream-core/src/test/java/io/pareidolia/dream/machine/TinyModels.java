package io.pareidolia.dream.machine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.LongStream;

/** Models of a few nodes, written as protocol buffers. */
final class TinyModels {
    private TinyModels() {}

    /** {@code picture} in; {@code gradient} is the picture plus itself, {@code objective} the sum over all of it. */
    static byte[] doubling(long height, long width) {
        return model(GraphProto.newBuilder()
                .addInput(value("picture", 1, 3, height, width))
                .addOutput(value("gradient", 1, 3, height, width))
                .addOutput(value("objective"))
                .addNode(node("Add", List.of("picture", "picture"), "gradient"))
                .addNode(node("ReduceSum", List.of("picture"), "objective")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0))));
    }

    /** A row of convolutions that takes a while: {@code picture} 1×32×H×W in, {@code gradient} out. */
    static byte[] slow(int convolutions, long height, long width) {
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addAllDims(List.of(32L, 32L, 3L, 3L));
        for (int i = 0; i < 32 * 32 * 9; i++) {
            weights.addFloatData(0.01f);
        }
        GraphProto.Builder graph = GraphProto.newBuilder()
                .addInput(value("picture", 1, 32, height, width))
                .addOutput(value("gradient", 1, 32, height, width))
                .addInitializer(weights);
        String from = "picture";
        for (int i = 0; i < convolutions; i++) {
            String to = i == convolutions - 1 ? "gradient" : "y" + i;
            graph.addNode(node("Conv", List.of(from, "w"), to)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("pads")
                            .setType(AttributeProto.AttributeType.INTS)
                            .addAllInts(List.of(1L, 1L, 1L, 1L))));
            from = to;
        }
        return model(graph);
    }

    /** {@code picture} 1×1 in, repeated {@code side} by {@code side} times. */
    static byte[] expanding(long side) {
        return model(GraphProto.newBuilder()
                .addInput(value("picture", 1, 1))
                .addOutput(value("gradient", side, side))
                .addInitializer(TensorProto.newBuilder()
                        .setName("shape")
                        .setDataType(TensorProto.DataType.INT64_VALUE)
                        .addDims(2)
                        .addInt64Data(side)
                        .addInt64Data(side))
                .addNode(node("Expand", List.of("picture", "shape"), "gradient")));
    }

    /** An operator that nobody knows. */
    static byte[] unknown() {
        return model(GraphProto.newBuilder()
                .addInput(value("picture", 1, 1))
                .addOutput(value("gradient", 1, 1))
                .addNode(node("Nonsense", List.of("picture"), "gradient")));
    }

    private static byte[] model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph.setName("tiny"))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .build()
                .toByteArray();
    }

    private static NodeProto.Builder node(String operator, List<String> from, String to) {
        return NodeProto.newBuilder().setOpType(operator).addAllInput(from).addOutput(to);
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        LongStream.of(shape)
                .forEach(each -> dimensions.addDim(
                        TensorShapeProto.Dimension.newBuilder().setDimValue(each)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(dimensions)))
                .build();
    }
}
