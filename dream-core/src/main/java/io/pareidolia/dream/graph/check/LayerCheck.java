package io.pareidolia.dream.graph.check;

import static io.pareidolia.dream.graph.check.Vectors.dot;
import static io.pareidolia.dream.graph.check.Vectors.doubles;
import static io.pareidolia.dream.graph.check.Vectors.minus;
import static io.pareidolia.dream.graph.check.Vectors.moved;
import static io.pareidolia.dream.graph.check.Vectors.norm;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.DreamGraph;
import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.rule.Differentiation;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a layer as a whole, in the very graph that dreams: the objective ½Σ(a/r)², where r is the layer's RMS on a
 * made-up picture, is followed along its gradient. A finite difference of it must be the gradient's length, within 5 %:
 * float32 and the kinks of many nodes in a row allow no more. The objective is added up in float64.
 */
final class LayerCheck {
    static final double TOLERANCE = 0.05;

    /** How much of itself the objective shall change over the first step tried. */
    private static final double CHANGE = 0.01;

    /** Steps that are tried, in that of the first; the difference settles between kinks and rounding. */
    private static final double[] STEPS = {1, 0.25, 4, 0.0625, 16};

    /** No step changes the picture by more than this in the mean, in grey levels. */
    private static final double LONGEST = 16;

    /** A change of the picture, in grey levels, that shows only rounding. */
    private static final double TREMBLE = 1e-4;

    /** What rounding may do to a finite difference that is still a measurement. */
    private static final double NOISE = 0.02;

    /** A smaller share of a number is lost when it is added in float32. */
    private static final double SWALLOWED = 1e-6;

    private final ForwardGraph network;
    private final Preprocessing preprocessing;
    private final Function<String, Optional<Rule>> rules;
    private final Device device;
    private final int threads;
    private final int height;
    private final int width;
    private final float[] picture;

    LayerCheck(
            ForwardGraph network,
            Preprocessing preprocessing,
            Function<String, Optional<Rule>> rules,
            Device device,
            int threads) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.rules = rules;
        this.device = device;
        this.threads = threads;
        height = network.nativeSize()[0];
        width = network.nativeSize()[1];
        picture = picture(height, width);
    }

    /** What a layer proved to be. */
    record Result(boolean measurable, double error, String words) {
        static Result unmeasurable(String why) {
            return new Result(false, Double.NaN, why);
        }

        boolean holds() {
            return measurable && error <= TOLERANCE;
        }
    }

    Result check(String layer) {
        Graph graph = network.at(height, width, preprocessing, List.of(layer));
        String flat = graph.emit(
                "Cast", Attributes.NONE.with("to", ai.onnx.proto.OnnxMl.TensorProto.DataType.FLOAT.getNumber()), layer);
        try (RuntimeSession forward = open(graph.write(List.of(flat)))) {
            double[] seen = activations(forward, picture);
            double rms = norm(seen) / Math.sqrt(Math.max(1, seen.length));
            if (!Double.isFinite(rms)) {
                return Result.unmeasurable("its activations overflow in float32");
            }
            if (rms == 0) {
                return Result.unmeasurable("it is zero everywhere, whatever the picture shows");
            }
            double[] gradient = gradient(layer, rms);
            double length = norm(gradient);
            if (!Double.isFinite(length)) {
                return Result.unmeasurable("its gradient overflows in float32");
            }
            return new Walk(forward, rms, gradient, length).measure(seen.length);
        } catch (DreamException refused) {
            if (refused.kind() == DreamException.Kind.INPUT) {
                return Result.unmeasurable("no gradient flows from it to the picture");
            }
            throw refused;
        }
    }

    private RuntimeSession open(ModelProto model) {
        return RuntimeSession.open(model.toByteArray(), device, threads);
    }

    private double[] activations(RuntimeSession forward, float[] seen) {
        return doubles(
                forward.run(seen, 1, 3, height, width).values().iterator().next());
    }

    /** Of ½Σ(a/r)²: by the graph that dreams, or, where its numbers are too large or small, by one that divides by r. */
    private double[] gradient(String layer, double rms) {
        boolean scatter = device.kind() != Device.Kind.CUDA;
        double[] plain = gradient(
                DreamGraph.write(network, List.of(Target.of(layer)), preprocessing, height, width, scatter, rules));
        for (int i = 0; i < plain.length; i++) {
            plain[i] /= rms * rms;
        }
        double length = norm(plain);
        return Double.isFinite(length) && length > 0 ? plain : gradient(scaled(layer, rms, scatter));
    }

    private double[] gradient(ModelProto model) {
        try (RuntimeSession backward = open(model)) {
            return doubles(backward.run(picture, 1, 3, height, width)
                    .getOrDefault(DreamGraph.GRADIENT, new float[picture.length]));
        }
    }

    private ModelProto scaled(String layer, double rms, boolean scatter) {
        Graph graph = network.at(height, width, preprocessing, List.of(layer));
        Differentiation back = new Differentiation(graph, rules, scatter);
        List<Node> forward = graph.needed(List.of(layer));
        String factor = graph.number(1 / rms, layer);
        back.seed(layer, graph.emit("Mul", graph.emit("Mul", layer, factor), factor));
        back.run(forward);
        String gradient = back.gradient(DreamGraph.PICTURE).orElseThrow();
        graph.add(new Node("", "Identity", List.of(gradient), List.of(DreamGraph.GRADIENT), Attributes.NONE));
        return graph.write(List.of(DreamGraph.GRADIENT));
    }

    /** The way along a layer's gradient. */
    private final class Walk {
        private final RuntimeSession forward;
        private final double rms;
        private final double[] gradient;
        private final double length;

        Walk(RuntimeSession forward, double rms, double[] gradient, double length) {
            this.forward = forward;
            this.rms = rms;
            this.gradient = gradient;
            this.length = length;
        }

        private double objective(float[] seen) {
            double sum = 0;
            for (double value : activations(forward, seen)) {
                sum += value / rms * (value / rms);
            }
            return sum / 2;
        }

        Result measure(int elements) {
            double longest = LONGEST * Math.sqrt(picture.length);
            if (length == 0) {
                return reacts() ? wrong(Double.POSITIVE_INFINITY) : doesNotReact();
            }
            // ½Σ(a/r)² is half the number of elements
            double step = Math.min(longest, CHANGE * elements / 2 / (2 * length));
            double[] errors = new double[STEPS.length];
            for (int i = 0; i < STEPS.length; i++) {
                errors[i] = error(Math.min(longest, STEPS[i] * step));
                if (i > 0 && Math.abs(errors[i]) <= TOLERANCE && Math.abs(errors[i - 1]) <= TOLERANCE) {
                    double error = Math.max(Math.abs(errors[i]), Math.abs(errors[i - 1]));
                    return new Result(true, error, percent(error) + " off");
                }
            }
            double reach = Math.min(longest, STEPS[STEPS.length - 1] * step);
            boolean drowned =
                    rounding() / (Math.sqrt(2) * reach) > NOISE * length || reach * length < SWALLOWED * elements / 2;
            if (drowned && !reacts()) {
                return doesNotReact();
            }
            return wrong(settled(errors));
        }

        /** (finite difference − analytic) / analytic over a step to both sides. */
        private double error(double step) {
            float[] above = moved(picture, gradient, step / length);
            float[] below = moved(picture, gradient, -step / length);
            double analytic = dot(gradient, minus(doubles(above), doubles(below), 1));
            return (objective(above) - objective(below) - analytic) / analytic;
        }

        /** The error where two steps that are next to each other agree best, by itself, not by what is hoped for. */
        private static double settled(double[] errors) {
            int[] bySize = {3, 1, 0, 2, 4};
            double best = Double.POSITIVE_INFINITY;
            double found = Double.POSITIVE_INFINITY;
            for (int i = 1; i < bySize.length; i++) {
                double one = errors[bySize[i - 1]];
                double other = errors[bySize[i]];
                if (Math.abs(one - other) < best) {
                    best = Math.abs(one - other);
                    found = Math.max(Math.abs(one), Math.abs(other));
                }
            }
            return found;
        }

        /** How far the objective strays when the picture trembles by less than anything could be seen in. */
        private double rounding() {
            Dice dice = new Dice(11);
            double mean = 0;
            double squares = 0;
            int tries = 4;
            for (int i = 0; i < tries; i++) {
                double value = objective(moved(picture, doubles(dice.even(picture.length, 1)), TREMBLE));
                mean += value / tries;
                squares += value * value / tries;
            }
            return Math.sqrt(Math.max(0, squares - mean * mean));
        }

        private boolean reacts() {
            double[] direction = doubles(new Dice(13).signed(picture.length, 0.5, 1));
            double before = objective(picture);
            double change = Math.abs(objective(moved(picture, direction, LONGEST)) - before);
            return change > 100 * rounding() + SWALLOWED * before;
        }

        private Result doesNotReact() {
            return Result.unmeasurable("it does not react to the picture in float32");
        }

        private Result wrong(double error) {
            return new Result(true, error, "the gradient is " + percent(error) + " off, 5 % are allowed");
        }
    }

    private static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2g %%", 100 * share) : "infinitely";
    }

    /** Broad waves and a little noise in each colour, so that layers of any depth have something to see. */
    private static float[] picture(int height, int width) {
        Dice dice = new Dice(17);
        float[] planes = new float[3 * height * width];
        for (int channel = 0; channel < 3; channel++) {
            double[][] waves = new double[12][];
            for (int i = 0; i < waves.length; i++) {
                double pixels = 4 * Math.pow(2, i / 2.0);
                double angle = dice.between(0, 2 * Math.PI);
                waves[i] = new double[] {
                    2 * Math.PI / pixels * Math.cos(angle),
                    2 * Math.PI / pixels * Math.sin(angle),
                    dice.between(0, 2 * Math.PI)
                };
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double value = 128 + dice.between(-20, 20);
                    for (double[] wave : waves) {
                        value += 14 * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
                    }
                    planes[(channel * height + y) * width + x] = (float) value;
                }
            }
        }
        return planes;
    }
}
