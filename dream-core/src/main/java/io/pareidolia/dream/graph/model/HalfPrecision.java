package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Networks written in half precision (float16, bfloat16) become float32: with the very same weights, but a gradient
 * that neither overflows at 65504 nor loses its small numbers. On a CPU the runtime would compute in float32 anyway.
 */
final class HalfPrecision {
    private HalfPrecision() {}

    static boolean is(DataType element) {
        return element == DataType.FLOAT16 || element == DataType.BFLOAT16;
    }

    static DataType widened(DataType element) {
        return is(element) ? DataType.FLOAT : element;
    }

    static Tensor widened(Tensor tensor) {
        if (!is(tensor.type().element())) {
            return tensor;
        }
        ByteBuffer from = tensor.buffer();
        ByteBuffer to =
                ByteBuffer.allocate(Math.multiplyExact(tensor.raw().size(), 2)).order(ByteOrder.LITTLE_ENDIAN);
        boolean brain = tensor.type().element() == DataType.BFLOAT16;
        while (from.hasRemaining()) {
            short half = from.getShort();
            to.putFloat(brain ? Float.intBitsToFloat(half << 16) : Tensor.halfToFloat(half));
        }
        return new Tensor(
                tensor.type().withElement(DataType.FLOAT),
                com.google.protobuf.UnsafeByteOperations.unsafeWrap(to.array()));
    }

    /** The node with what it says about half precision said about float32. */
    static Node widened(Node node) {
        Attributes attributes = node.attributes();
        return switch (node.operator()) {
            case "Cast" -> {
                long to = attributes.integer("to", 0);
                boolean half = to == DataType.FLOAT16_VALUE || to == DataType.BFLOAT16_VALUE;
                yield half ? node.with(attributes.with("to", DataType.FLOAT_VALUE)) : node;
            }
            case "Constant", "ConstantOfShape" ->
                attributes
                        .tensor("value")
                        .filter(value -> value.getDataType() == DataType.FLOAT16_VALUE
                                || value.getDataType() == DataType.BFLOAT16_VALUE)
                        .map(value -> node.with(attributes.with(
                                "value", widened(TensorReading.read(value)).proto(""))))
                        .orElse(node);
            default -> node;
        };
    }
}
