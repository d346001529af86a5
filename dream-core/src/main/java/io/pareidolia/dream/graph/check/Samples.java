package io.pareidolia.dream.graph.check;

import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.model.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws well-scaled numbers for a node: about 1 unless the node wants another scale, away from its ties and kinks.
 * What is not known here is taken to be smooth.
 */
final class Samples {
    /** How far smooth nodes may be followed: a difference of fourth order is exact to 1e-7 there. */
    private static final double SMOOTH_STEP = 0.02;

    /** Of the way to a tie or a kink. */
    private static final double OF_GAP = 0.4;

    /** Numbers beyond this are no place where anything of a usual size could change over. */
    private static final double FAR = 1e4;

    /** Layers of levels that a pool's numbers are spread over. */
    private static final int FLOORS = 4;

    private final LoneNode lone;
    private final Dice dice;

    private Samples(LoneNode lone, Dice dice) {
        this.lone = lone;
        this.dice = dice;
    }

    static Sample of(LoneNode lone, Dice dice) {
        return new Samples(lone, dice).draw();
    }

    private Sample draw() {
        return switch (lone.node().operator()) {
            case "Conv",
                    "Gemm",
                    "MatMul",
                    "BatchNormalization",
                    "AveragePool",
                    "GlobalAveragePool",
                    "Concat",
                    "Split",
                    "Slice",
                    "Pad",
                    "Gather",
                    "Add",
                    "Sub",
                    "Mul",
                    "Sum",
                    "Mean",
                    "Neg",
                    "ReduceMean",
                    "ReduceSum",
                    "Reshape",
                    "Flatten",
                    "Transpose",
                    "Squeeze",
                    "Unsqueeze",
                    "Expand",
                    "Identity",
                    "Dropout",
                    "Cast",
                    "Resize",
                    "DepthToSpace",
                    "SpaceToDepth" -> all(1, 0.5, true);
            case "Relu", "LeakyRelu", "PRelu" -> kinked(List.of(0.0));
            case "Clip" -> kinked(bounds());
            case "HardSwish" -> kinked(List.of(-3.0, 3.0));
            case "HardSigmoid" -> kinked(hardSigmoid());
            case "MaxPool" -> pooled();
            case "GlobalMaxPool" -> winners();
            case "Max", "Min" -> ranked();
            case "Sigmoid", "Tanh", "Softmax" -> all(2, SMOOTH_STEP, false);
            case "Exp" -> all(1.5, SMOOTH_STEP, false);
            case "Sqrt" -> positive(0.5, 2);
            case "Div" -> quotient();
            case "Pow" -> power();
            case "LRN" -> normalised();
            default -> awayFromZero(1);
        };
    }

    private static int size(TensorType type) {
        return Math.toIntExact(type.elements());
    }

    private Sample all(double largest, double step, boolean quadratic) {
        return new Sample(
                lone.free().stream().map(type -> dice.even(size(type), largest)).toList(), step, quadratic);
    }

    private Sample positive(double least, double most) {
        return new Sample(
                lone.free().stream()
                        .map(type -> dice.within(size(type), least, most))
                        .toList(),
                SMOOTH_STEP * least,
                false);
    }

    private Sample awayFromZero(double scale) {
        return new Sample(
                lone.free().stream()
                        .map(type -> dice.signed(size(type), 0.5 * scale, 1.5 * scale))
                        .toList(),
                SMOOTH_STEP * scale,
                false);
    }

    /** Element by element, away from values where the slope changes; further inputs are slopes. */
    private Sample kinked(List<Double> kinks) {
        double[] places = kinks.stream().mapToDouble(kink -> kink).sorted().toArray();
        double room = 1;
        for (int i = 1; i < places.length; i++) {
            double apart = places[i] - places[i - 1];
            room = apart > 0 ? Math.min(room, apart) : room;
        }
        double gap = 0.1 * room;
        double least = (places.length == 0 ? 0 : places[0]) - Math.max(room, 0.5);
        double most = (places.length == 0 ? 0 : places[places.length - 1]) + Math.max(room, 0.5);
        List<float[]> inputs = new ArrayList<>();
        for (TensorType type : lone.free()) {
            float[] values = new float[size(type)];
            for (int i = 0; i < values.length; i++) {
                double value;
                do {
                    value = dice.between(least, most);
                } while (near(value, places, gap));
                values[i] = (float) value;
            }
            inputs.add(values);
        }
        return new Sample(inputs, OF_GAP * gap, false);
    }

    private static boolean near(double value, double[] places, double gap) {
        return Arrays.stream(places).anyMatch(place -> Math.abs(value - place) < gap);
    }

    private List<Double> bounds() {
        List<Double> bounds = new ArrayList<>();
        for (int i = 1; i < 3; i++) {
            lone.constant(i)
                    .map(bound -> bound.doubles()[0])
                    .filter(bound -> Math.abs(bound) < FAR)
                    .ifPresent(bounds::add);
        }
        return bounds;
    }

    private List<Double> hardSigmoid() {
        double alpha = lone.node().attributes().number("alpha", 0.2f);
        double beta = lone.node().attributes().number("beta", 0.5f);
        return alpha == 0 ? List.of() : List.of(-beta / alpha, (1 - beta) / alpha);
    }

    /**
     * Any two pixels that one window can see differ by at least one level: the rest of a value by the number of levels
     * is that of its place in a pattern as large as the window.
     */
    private Sample pooled() {
        TensorType type = lone.free().get(0);
        Window window = Window.of(lone.node(), type, lone.node().attributes().integers("kernel_shape"));
        int levels = 1;
        for (int axis = 0; axis < window.axes(); axis++) {
            levels = Math.toIntExact(Math.multiplyExact(levels, Math.min(window.extent(axis), window.input()[axis])));
        }
        int pixels = Math.toIntExact(Arrays.stream(window.input()).reduce(1, Math::multiplyExact));
        float[] values = new float[size(type)];
        int[] order = dice.order(levels);
        double lowest = lone.before().positive() ? 1 : -levels * FLOORS / 2.0;
        for (int i = 0; i < values.length; i++) {
            if (i % pixels == 0) {
                order = dice.order(levels);
            }
            int place = 0;
            int rest = i % pixels;
            for (int axis = window.axes() - 1; axis >= 0; axis--) {
                long position = rest % window.input()[axis];
                rest /= Math.toIntExact(window.input()[axis]);
                long extent = Math.min(window.extent(axis), window.input()[axis]);
                place = Math.toIntExact(place * extent + position % extent);
            }
            values[i] = (float) ((lowest + order[place] + levels * dice.below(FLOORS)) / levels);
        }
        return new Sample(List.of(values), OF_GAP / levels, false);
    }

    /** One pixel of each channel is clearly the largest. */
    private Sample winners() {
        TensorType type = lone.free().get(0);
        float[] values = dice.even(size(type), 1);
        int pixels = Math.toIntExact(type.elements() / Math.max(1, type.dimension(0) * type.dimension(1)));
        for (int first = 0; first < values.length; first += pixels) {
            values[first + dice.below(pixels)] = 2;
        }
        return new Sample(List.of(values), OF_GAP, false);
    }

    /** Each input has levels of its own; a constant is level 0. */
    private Sample ranked() {
        int count = lone.free().size() + 1;
        double middle = 0;
        for (int i = 0; i < lone.node().inputs().size(); i++) {
            double value = lone.constant(i).map(StandIns::first).orElse(0.0);
            middle = value != 0 && Math.abs(value) < FAR ? value : middle;
        }
        List<float[]> inputs = new ArrayList<>();
        for (int rank = 1; rank < count; rank++) {
            float[] values = new float[size(lone.free().get(rank - 1))];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (middle + (double) rank / count + dice.below(FLOORS) - FLOORS / 2);
            }
            inputs.add(values);
        }
        return new Sample(inputs, OF_GAP / 2 / count, false);
    }

    private Sample quotient() {
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < lone.free().size(); i++) {
            int size = size(lone.free().get(i));
            boolean divisor = lone.free(1).isPresent() && lone.free(1).get() == i;
            inputs.add(divisor ? dice.signed(size, 0.5, 2) : dice.even(size, 1));
        }
        return new Sample(inputs, SMOOTH_STEP / 2, false);
    }

    /** Powers of negative numbers exist where the exponent is a whole number. */
    private Sample power() {
        double[] exponents = lone.constant(1).map(Tensor::doubles).orElse(new double[] {0.5});
        double largest = Arrays.stream(exponents).map(Math::abs).max().orElse(1);
        boolean whole = Arrays.stream(exponents).allMatch(exponent -> exponent == Math.rint(exponent));
        double wide = 0.5 / Math.max(1, largest / 2);
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < lone.free().size(); i++) {
            int size = size(lone.free().get(i));
            boolean base = lone.free(0).isPresent() && lone.free(0).get() == i;
            inputs.add(
                    !base
                            ? dice.even(size, 2)
                            : whole ? dice.signed(size, 1 - wide, 1 + wide) : dice.within(size, 1 - wide, 1 + wide));
        }
        return new Sample(inputs, SMOOTH_STEP * wide, false);
    }

    /** So large that the sum of squares counts beside the bias. */
    private Sample normalised() {
        double alpha = lone.node().attributes().number("alpha", 1e-4f);
        double bias = lone.node().attributes().number("bias", 1);
        double scale = alpha > 0 && bias > 0 ? Math.sqrt(bias / alpha) : 1;
        return awayFromZero(Math.min(1e6, Math.max(1e-6, scale)));
    }
}
