package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes small ONNX files for tests, straight as protocol buffers: it shares nothing with the code under test. */
final class ModelBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final List<String> inputs = new ArrayList<>();
    private long opset = 17;

    ModelBuilder opset(long version) {
        opset = version;
        return this;
    }

    /** A float32 input. */
    ModelBuilder input(String name, long... shape) {
        graph.addInput(value(name, TensorProto.DataType.FLOAT, shape));
        inputs.add(name);
        return this;
    }

    ModelBuilder output(String name) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE))));
        return this;
    }

    ModelBuilder floats(String name, Numbers numbers) {
        graph.addInitializer(floatTensor(numbers).toBuilder().setName(name));
        return this;
    }

    ModelBuilder integers(String name, long... values) {
        graph.addInitializer(integerTensor(values).toBuilder().setName(name));
        return this;
    }

    ModelBuilder initializer(String name, TensorProto tensor) {
        graph.addInitializer(tensor.toBuilder().setName(name));
        return this;
    }

    /** Attributes: Integer, Long, Float, Double, String, long[], float[] or TensorProto. */
    ModelBuilder node(String operator, List<String> from, List<String> to, Map<String, ?> attributes) {
        return node(nodeOf(operator, from, to, attributes).build());
    }

    ModelBuilder node(NodeProto node) {
        graph.addNode(node);
        return this;
    }

    GraphProto.Builder graph() {
        return graph;
    }

    ModelProto model() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .build();
    }

    static NodeProto.Builder nodeOf(String operator, List<String> from, List<String> to, Map<String, ?> attributes) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addAllInput(from).addAllOutput(to);
        // in the same order in every process
        new TreeMap<>(attributes).forEach((name, value) -> node.addAttribute(attribute(name, value)));
        return node;
    }

    static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        if (value instanceof Integer || value instanceof Long) {
            attribute.setType(AttributeProto.AttributeType.INT).setI(((Number) value).longValue());
        } else if (value instanceof Float || value instanceof Double) {
            attribute.setType(AttributeProto.AttributeType.FLOAT).setF(((Number) value).floatValue());
        } else if (value instanceof String text) {
            attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
        } else if (value instanceof long[] longs) {
            attribute.setType(AttributeProto.AttributeType.INTS);
            for (long each : longs) {
                attribute.addInts(each);
            }
        } else if (value instanceof float[] floats) {
            attribute.setType(AttributeProto.AttributeType.FLOATS);
            for (float each : floats) {
                attribute.addFloats(each);
            }
        } else if (value instanceof TensorProto tensor) {
            attribute.setType(AttributeProto.AttributeType.TENSOR).setT(tensor);
        } else {
            throw new IllegalArgumentException(name);
        }
        return attribute.build();
    }

    static TensorProto floatTensor(Numbers numbers) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(TensorProto.DataType.FLOAT_VALUE);
        for (long dimension : numbers.shape()) {
            tensor.addDims(dimension);
        }
        for (float value : numbers.floats()) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    static TensorProto integerTensor(long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor.build();
    }

    static TensorProto byteTensor(byte[] values, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.UINT8_VALUE)
                .setRawData(ByteString.copyFrom(values));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        return tensor.build();
    }

    static ValueInfoProto value(String name, TensorProto.DataType type, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dimensions.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dimensions)))
                .build();
    }
}
