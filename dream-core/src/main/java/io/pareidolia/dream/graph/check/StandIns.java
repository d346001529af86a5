package io.pareidolia.dream.graph.check;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The constants that a node is checked with: its own, or random ones of the same shape where its own would hide a
 * fault. With weights that are all the same, or the same when turned round, a kernel that was not turned goes unseen;
 * with zeros everything does.
 */
final class StandIns {
    private StandIns() {}

    /** The values of all constant inputs by their names. */
    static Map<String, Tensor> of(Graph network, Node node, Dice dice) {
        Map<String, Tensor> constants = new HashMap<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.input(i);
            if (input.isEmpty() || !network.isConstant(input) || constants.containsKey(input)) {
                continue;
            }
            Tensor own = network.value(input).orElseThrow();
            constants.put(input, isWeight(node, i, own) && hides(node, i, own) ? standIn(node, i, own, dice) : own);
        }
        return constants;
    }

    private static boolean isWeight(Node node, int index, Tensor constant) {
        return constant.type().element() == DataType.FLOAT
                && switch (node.operator()) {
                    case "Conv", "BatchNormalization", "PRelu" -> index > 0;
                    case "Gemm", "MatMul", "Add", "Sub", "Mul", "Div", "Sum", "Mean", "Max", "Min" -> true;
                    default -> false;
                };
    }

    private static boolean hides(Node node, int index, Tensor own) {
        float[] values = own.floats();
        if (node.operator().equals("Max") || node.operator().equals("Min")) {
            // one value is a kink that the numbers can keep away from; many may be anywhere
            return !allEqual(values);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return true;
            }
        }
        boolean degenerate = values.length == 1 ? values[0] == 0 : allEqual(values);
        return degenerate || (node.operator().equals("Conv") && index == 1 && sameTurned(own, values));
    }

    private static boolean allEqual(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameTurned(Tensor own, float[] values) {
        int taps = Math.toIntExact(Arrays.stream(own.shape()).skip(2).reduce(1, (a, b) -> a * b));
        if (taps == 1) {
            return false;
        }
        for (int first = 0; first < values.length; first += taps) {
            for (int i = 0; i < taps / 2; i++) {
                if (values[first + i] != values[first + taps - 1 - i]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Tensor standIn(Node node, int index, Tensor own, Dice dice) {
        int count = Math.toIntExact(own.type().elements());
        return Tensor.of(
                switch (node.operator()) {
                    case "Conv" -> dice.even(count, index == 1 ? 2 / Math.sqrt(fan(own)) : 0.5);
                    case "Gemm", "MatMul" -> dice.even(count, 2 / Math.sqrt(rows(own)));
                    case "BatchNormalization" ->
                        index == 4 ? dice.within(count, 0.5, 1.5) : dice.signed(count, 0.5, 1.5);
                    case "Max", "Min" -> levels(count, dice);
                    default -> dice.signed(count, 0.5, 1.5);
                },
                own.shape());
    }

    /** Numbers that meet in one result of a convolution. */
    private static double fan(Tensor weights) {
        return Math.max(1, (double) weights.type().elements() / weights.shape()[0]);
    }

    private static double rows(Tensor weights) {
        long[] shape = weights.shape();
        return shape.length == 0 ? 1 : Math.max(1, shape[Math.max(0, shape.length - 2)]);
    }

    private static float[] levels(int count, Dice dice) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = dice.below(4) - 2;
        }
        return values;
    }

    /** The first number of a constant; 0 of an empty one, or of one without numbers. */
    static double first(Tensor constant) {
        return constant.type().elements() > 0 && constant.type().isFloat() ? constant.doubles()[0] : 0;
    }
}
