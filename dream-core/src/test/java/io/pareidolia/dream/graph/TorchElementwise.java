package io.pareidolia.dream.graph;

import static ai.djl.pytorch.jni.JniUtils.add;
import static ai.djl.pytorch.jni.JniUtils.div;
import static ai.djl.pytorch.jni.JniUtils.exp;
import static ai.djl.pytorch.jni.JniUtils.gt;
import static ai.djl.pytorch.jni.JniUtils.matmul;
import static ai.djl.pytorch.jni.JniUtils.max;
import static ai.djl.pytorch.jni.JniUtils.min;
import static ai.djl.pytorch.jni.JniUtils.mul;
import static ai.djl.pytorch.jni.JniUtils.neg;
import static ai.djl.pytorch.jni.JniUtils.pow;
import static ai.djl.pytorch.jni.JniUtils.relu;
import static ai.djl.pytorch.jni.JniUtils.reshape;
import static ai.djl.pytorch.jni.JniUtils.sigmoid;
import static ai.djl.pytorch.jni.JniUtils.softmax;
import static ai.djl.pytorch.jni.JniUtils.sqrt;
import static ai.djl.pytorch.jni.JniUtils.sub;
import static ai.djl.pytorch.jni.JniUtils.sum;
import static ai.djl.pytorch.jni.JniUtils.tanh;
import static ai.djl.pytorch.jni.JniUtils.transpose;
import static ai.djl.pytorch.jni.JniUtils.where;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Arithmetic, activations, products and sums of ONNX in terms of libtorch. */
final class TorchElementwise {
    private TorchElementwise() {}

    /** Null if the operator is not one of these. */
    static @Nullable PtNDArray apply(TorchNode node) {
        return switch (node.operator()) {
            case "Add" -> add(node.input(0), node.input(1));
            case "Sub" -> sub(node.input(0), node.input(1));
            case "Mul" -> mul(node.input(0), node.input(1));
            case "Div" -> div(node.input(0), node.input(1));
            case "Pow" -> pow(node.input(0), node.input(1));
            case "Sum" -> reduce(node, JniUtils::add);
            case "Mean" ->
                div(reduce(node, JniUtils::add), node.scalar(node.inputs().size()));
            case "Max" -> reduce(node, JniUtils::max);
            case "Min" -> reduce(node, JniUtils::min);
            case "Neg" -> neg(node.input(0));
            case "Exp" -> exp(node.input(0));
            case "Sqrt" -> sqrt(node.input(0));
            case "Tanh" -> tanh(node.input(0));
            case "Sigmoid" -> sigmoid(node.input(0));
            case "Relu" -> relu(node.input(0));
            case "LeakyRelu" -> rectify(node, node.scalar(node.number("alpha", 0.01f)));
            case "PRelu" -> rectify(node, node.input(1));
            case "HardSigmoid" -> hardSigmoid(node, node.number("alpha", 0.2f), node.number("beta", 0.5f));
            case "HardSwish" -> mul(node.input(0), hardSigmoid(node, 1.0 / 6, 0.5));
            case "Clip" -> clip(node);
            case "Softmax" -> normalizeExponentials(node);
            case "ReduceSum" -> reduce(node, false);
            case "ReduceMean" -> reduce(node, true);
            case "MatMul" -> matmul(node.input(0), node.input(1));
            case "Gemm" -> general(node);
            case "Cast" -> cast(node);
            default -> null;
        };
    }

    private static PtNDArray reduce(TorchNode node, BinaryOperator<PtNDArray> operation) {
        return node.inputs().stream().reduce(operation).orElseThrow();
    }

    private static PtNDArray rectify(TorchNode node, PtNDArray slope) {
        PtNDArray x = node.input(0);
        return where(gt(x, node.scalar(0)), x, mul(x, slope));
    }

    private static PtNDArray hardSigmoid(TorchNode node, double alpha, double beta) {
        PtNDArray line = add(mul(node.input(0), node.scalar(alpha)), node.scalar(beta));
        return max(min(line, node.scalar(1)), node.scalar(0));
    }

    private static PtNDArray clip(TorchNode node) {
        double least = node.number(1, "min", Double.NEGATIVE_INFINITY);
        double most = node.number(2, "max", Double.POSITIVE_INFINITY);
        return min(max(node.input(0), node.scalar(least)), node.scalar(most));
    }

    private static PtNDArray normalizeExponentials(TorchNode node) {
        PtNDArray x = node.input(0);
        if (node.opset() >= 13) {
            return softmax(x, node.axis(node.integer("axis", -1), node.rank(0)), x.getDataType());
        }
        int axis = node.axis(node.integer("axis", 1), node.rank(0));
        long rows = Arrays.stream(node.shape(0)).limit(axis).reduce(1, (a, b) -> a * b);
        return reshape(softmax(reshape(x, new long[] {rows, -1}), 1, x.getDataType()), node.shape(0));
    }

    private static PtNDArray reduce(TorchNode node, boolean mean) {
        int rank = node.rank(0);
        long[] axes = node.integers(1, "axes");
        if (axes == null || axes.length == 0) {
            if (node.integer("noop_with_empty_axes", 0) != 0) {
                return node.input(0);
            }
            axes = LongStream.range(0, rank).toArray();
        }
        axes = Arrays.stream(axes).map(axis -> node.axis(axis, rank)).toArray();
        PtNDArray total = sum(node.input(0), axes, node.integer("keepdims", 1) != 0);
        long[] shape = node.shape(0);
        long count = Arrays.stream(axes).map(axis -> shape[(int) axis]).reduce(1, (a, b) -> a * b);
        return mean ? div(total, node.scalar(count)) : total;
    }

    private static PtNDArray general(TorchNode node) {
        PtNDArray a = node.integer("transA", 0) != 0 ? transpose(node.input(0), 0, 1) : node.input(0);
        PtNDArray b = node.integer("transB", 0) != 0 ? transpose(node.input(1), 0, 1) : node.input(1);
        PtNDArray product = mul(matmul(a, b), node.scalar(node.number("alpha", 1)));
        return node.has(2) ? add(product, mul(node.input(2), node.scalar(node.number("beta", 1)))) : product;
    }

    /** Between floats nothing happens: the reference keeps its own precision. */
    private static PtNDArray cast(TorchNode node) {
        DataType to = TorchTensors.type(TensorProto.DataType.forNumber((int) node.integer("to", 1)), node.operator());
        PtNDArray x = node.input(0);
        return x.getDataType().isFloating() && to.isFloating() ? x : (PtNDArray) x.toType(to, true);
    }
}
