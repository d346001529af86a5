package io.pareidolia.dream.graph;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;

/** Finds an operator's meaning by its name. */
final class TorchOperators {
    private TorchOperators() {}

    static List<PtNDArray> apply(TorchNode node) {
        return switch (node.operator()) {
            case "Split" -> TorchShapes.split(node);
            case "Conv" -> List.of(TorchWindows.convolve(node));
            case "MaxPool" -> List.of(TorchWindows.maximum(node));
            case "AveragePool" -> List.of(TorchWindows.average(node));
            case "GlobalAveragePool" -> List.of(TorchWindows.globalAverage(node));
            case "GlobalMaxPool" -> List.of(TorchWindows.globalMaximum(node));
            case "BatchNormalization" -> List.of(TorchWindows.normalizeBatch(node));
            case "LRN" -> List.of(TorchWindows.normalizeAcrossChannels(node));
            case "Constant" -> List.of(constant(node));
            case "ConstantOfShape" -> List.of(constantOfShape(node));
            default -> List.of(other(node));
        };
    }

    private static PtNDArray other(TorchNode node) {
        PtNDArray result = TorchElementwise.apply(node);
        if (result == null) {
            result = TorchShapes.apply(node);
        }
        if (result == null) {
            throw new UnsupportedOperationException(node.operator());
        }
        return result;
    }

    private static PtNDArray constant(TorchNode node) {
        if (node.find("value").isPresent()) {
            return TorchTensors.read(
                    node.manager(), node.find("value").map(AttributeProto::getT).orElseThrow());
        }
        if (node.find("value_float").isPresent()) {
            return node.scalar(node.number("value_float", 0));
        }
        if (node.find("value_floats").isPresent()) {
            double[] numbers = node.find("value_floats").orElseThrow().getFloatsList().stream()
                    .mapToDouble(Float::doubleValue)
                    .toArray();
            return node.array(numbers, numbers.length);
        }
        long[] integers = node.find("value_int").isPresent()
                ? new long[] {node.integer("value_int", 0)}
                : node.integers("value_ints", new long[0]);
        return node.find("value_int").isPresent()
                ? JniUtils.reshape(node.integers(integers), new long[0])
                : node.integers(integers);
    }

    private static PtNDArray constantOfShape(TorchNode node) {
        PtNDArray value = node.find("value").isPresent()
                ? TorchTensors.read(
                        node.manager(),
                        node.find("value").map(AttributeProto::getT).orElseThrow())
                : node.scalar(0);
        return JniUtils.broadcast(value, new Shape(node.integers(0, "")));
    }
}
