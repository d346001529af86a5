package io.pareidolia.dream.network.convert;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects nodes and weights, then writes them as one ONNX model: opset 17, IR version 8. */
final class OnnxWriter {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Set<Integer> onesWritten = new HashSet<>();

    /** A node called by its first output, so that people find it by the name of the layer. */
    void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
    }

    /**
     * A weight that stays as small as it came: Cast, Mul and Add say exactly quantum · scale + minimum in float32, which
     * DequantizeLinear with its integer zero point cannot.
     */
    void weight(QuantizedWeight weight) {
        String name = weight.name();
        TensorProto.Builder quanta = TensorProto.newBuilder()
                .setName(name + "/quanta")
                .setDataType(TensorProto.DataType.UINT8_VALUE)
                .setRawData(ByteString.copyFrom(weight.quanta()));
        for (int size : weight.shape()) {
            quanta.addDims(size);
        }
        graph.addInitializer(quanta);
        floats(name + "/scale", List.of(), weight.scale());
        floats(name + "/minimum", List.of(), weight.minimum());
        node("Cast", List.of(name + "/quanta"), name + "/cast", integer("to", TensorProto.DataType.FLOAT_VALUE));
        node("Mul", List.of(name + "/cast", name + "/scale"), name + "/scaled");
        node("Add", List.of(name + "/scaled", name + "/minimum"), name);
    }

    /** The name of a vector of ones; each length is written once. */
    String ones(int length) {
        String name = "ones/" + length;
        if (onesWritten.add(length)) {
            float[] ones = new float[length];
            Arrays.fill(ones, 1f);
            floats(name, List.of(length), ones);
        }
        return name;
    }

    private void floats(String name, List<Integer> shape, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .setRawData(ByteString.copyFrom(bytes));
        shape.forEach(tensor::addDims);
        graph.addInitializer(tensor);
    }

    /** Sizes are numbers, or names for what is open. */
    void input(String name, Object... shape) {
        graph.addInput(value(name, shape));
    }

    void output(String name, Object... shape) {
        graph.addOutput(value(name, shape));
    }

    /** The model; {@code metadata} in the order of its entries. */
    byte[] write(String graphName, String description, Map<String, String> metadata) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("pareidolia")
                .setDocString(description)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph.setName(graphName));
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private static ValueInfoProto value(String name, Object... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (Object size : shape) {
            TensorShapeProto.Dimension.Builder dimension = sizes.addDimBuilder();
            if (size instanceof String open) {
                dimension.setDimParam(open);
            } else {
                dimension.setDimValue((Integer) size);
            }
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(sizes)))
                .build();
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto integers(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }
}
