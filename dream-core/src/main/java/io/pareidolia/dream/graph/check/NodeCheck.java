package io.pareidolia.dream.graph.check;

import static io.pareidolia.dream.graph.check.Vectors.dot;
import static io.pareidolia.dream.graph.check.Vectors.doubles;
import static io.pareidolia.dream.graph.check.Vectors.largest;
import static io.pareidolia.dream.graph.check.Vectors.minus;
import static io.pareidolia.dream.graph.check.Vectors.moved;
import static io.pareidolia.dream.graph.check.Vectors.norm;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks nodes alone. For a cotangent c a node is the number J(x) = ⟨c, f(x)⟩, whose gradient g the rule gives; along a
 * direction d the finite difference of J must be ⟨g, d⟩ within 1e-4·|g||d|. The cotangent is a random one plus what a
 * random direction d changes, ∂f/∂d, itself found by differences; and J is followed along that d and along g.
 *
 * <p>Neither alone would do. Along itself a gradient proves its size, but one that lacks a border agrees with itself
 * there. Along a random direction with an unrelated cotangent, ⟨g, d⟩ is a small part of |g||d|, in which a lost border
 * vanishes; with ∂f/∂d it is nearly as large as it can be, and whatever is lost or misplaced is missing in it.
 *
 * <p>float32 is enough, since rounding errors of many numbers cancel out: nodes that are at most quadratic take long
 * steps, for which a central difference is exact; others take differences of fourth order over steps that stay clear
 * of kinks and ties. Shapes are those that the node meets in its network at the network's own size.
 */
final class NodeCheck {
    static final double TOLERANCE = 1e-4;

    /** Less than this share of |c||y| is rounding: a gradient that small says no more than that nothing flows back. */
    private static final double ROUNDING = 1e-5;

    private final Function<String, Optional<Rule>> rules;
    private final Device device;
    private final int threads;

    /**
     * @param rules finds the rule of an operator
     * @param device cpu or cuda, no longer auto
     */
    NodeCheck(Function<String, Optional<Rule>> rules, Device device, int threads) {
        this.rules = rules;
        this.device = device;
        this.threads = threads;
    }

    /** What a node proved to be. */
    record Result(double error, Optional<String> fault) {
        static Result broken(String fault) {
            return new Result(Double.NaN, Optional.of(fault));
        }
    }

    /**
     * Checks one node of a network.
     *
     * @param seed for the random numbers
     */
    Result check(Graph network, Node node, long seed) {
        Dice dice = new Dice(seed);
        LoneNode lone = new LoneNode(network, node, StandIns.of(network, node, dice));
        try {
            Sample sample = Samples.of(lone, dice);
            ModelProto gradient = lone.gradient(rules, device.kind() != Device.Kind.CUDA);
            try (RuntimeSession forward = open(lone.forward());
                    RuntimeSession backward = open(gradient)) {
                return new Trial(lone, sample, dice, forward, backward).run();
            }
        } catch (DreamException refused) {
            return Result.broken("cannot be run: " + refused.getMessage());
        } catch (IllegalStateException | IllegalArgumentException fault) {
            return Result.broken(String.valueOf(fault.getMessage()));
        }
    }

    private RuntimeSession open(ModelProto model) {
        return RuntimeSession.open(model.toByteArray(), device, threads);
    }

    /** One node on one sample. */
    private static final class Trial {
        private final Sample sample;
        private final Dice dice;
        private final RuntimeSession forward;
        private final RuntimeSession backward;
        private final float[] x;
        private final int results;
        private double worst;
        private Optional<String> fault = Optional.empty();

        /** What a step along a direction changes: of the numbers that go in, and of those that come out. */
        private record Change(double[] in, double[] out) {}

        Trial(LoneNode lone, Sample sample, Dice dice, RuntimeSession forward, RuntimeSession backward) {
            this.sample = sample;
            this.dice = dice;
            this.forward = forward;
            this.backward = backward;
            int count = 0;
            for (float[] input : sample.inputs()) {
                count = Math.addExact(count, input.length);
            }
            x = new float[count];
            int at = 0;
            for (float[] input : sample.inputs()) {
                System.arraycopy(input, 0, x, at, input.length);
                at += input.length;
            }
            results = Math.toIntExact(
                    lone.outputs().stream().mapToLong(TensorType::elements).sum());
            if (sample.quadratic() && lone.readsOne()) {
                scale();
            }
        }

        Result run() {
            double[] outputs = outputs(x);
            double[] direction = doubles(dice.signed(x.length, 0.5, 1));
            Change change = change(direction);
            double[] cotangent = cotangent(change.out);
            double[] gradient = gradient(cotangent);
            compare("along a random direction", cotangent, gradient, change, outputs);
            compare("along the gradient", cotangent, gradient, change(gradient), outputs);
            return new Result(worst, fault);
        }

        /** A bias much larger than what the numbers do would leave little of them in float32. */
        private void scale() {
            double[] still = outputs(new float[x.length]);
            double[] moved = outputs(x);
            double change = 0;
            for (int i = 0; i < moved.length; i++) {
                change += (moved[i] - still[i]) * (moved[i] - still[i]);
            }
            double factor = Math.min(1e6, norm(still) / Math.sqrt(change));
            if (factor > 1) {
                for (int i = 0; i < x.length; i++) {
                    x[i] = (float) (x[i] * factor);
                }
            }
        }

        private void compare(String where, double[] cotangent, double[] gradient, Change change, double[] outputs) {
            double difference = dot(cotangent, change.out);
            double analytic = dot(gradient, change.in);
            double most = norm(gradient) * norm(change.in);
            if (!Double.isFinite(difference) || !Double.isFinite(analytic)) {
                worst = Double.NaN;
                fault = Optional.of("gives numbers that are not finite");
                return;
            }
            double off = Math.abs(difference - analytic);
            double rounding = ROUNDING * norm(cotangent) * norm(outputs);
            if (most <= rounding) {
                if (off > rounding) {
                    wrong(where, off / most);
                }
                return;
            }
            if (off > TOLERANCE * most) {
                wrong(where, off / most);
            }
            worst = Math.max(worst, off / most);
        }

        private void wrong(String where, double error) {
            if (fault.isEmpty()) {
                fault = Optional.of(String.format(
                        Locale.ROOT,
                        "has a wrong gradient: %s it is off by %.1e of |g||d|, 1e-4 are allowed",
                        where,
                        error));
            }
        }

        /** Differences over a step along a direction, as long as the sample allows. */
        private Change change(double[] direction) {
            double length = sample.quadratic()
                    ? norm(direction) / Math.max(1e-30, norm(doubles(x))) / sample.step()
                    : 2 * largest(direction) / sample.step();
            double unit = length > 0 ? 1 / length : 0;
            float[] above = moved(x, direction, unit);
            float[] below = moved(x, direction, -unit);
            double[] in = minus(doubles(above), doubles(below), 0.5);
            double[] out = minus(outputs(above), outputs(below), 0.5);
            if (sample.quadratic()) {
                return new Change(in, out);
            }
            float[] farAbove = moved(x, direction, 2 * unit);
            float[] farBelow = moved(x, direction, -2 * unit);
            // f′·h = (8·(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12 up to the fifth derivative
            return new Change(
                    fourthOrder(in, minus(doubles(farAbove), doubles(farBelow), 0.5)),
                    fourthOrder(out, minus(outputs(farAbove), outputs(farBelow), 0.5)));
        }

        private static double[] fourthOrder(double[] near, double[] far) {
            double[] result = new double[near.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = (8 * near[i] - far[i]) / 6;
            }
            return result;
        }

        private double[] outputs(float[] numbers) {
            Map<String, float[]> found = forward.run(numbers, numbers.length);
            double[] all = new double[results];
            Iterator<String> names = forward.outputs().iterator();
            int at = 0;
            while (names.hasNext()) {
                for (float value : found.getOrDefault(names.next(), new float[0])) {
                    all[at++] = value;
                }
            }
            return all;
        }

        private double[] gradient(double[] cotangent) {
            float[] numbers = new float[x.length + results];
            System.arraycopy(x, 0, numbers, 0, x.length);
            for (int i = 0; i < results; i++) {
                numbers[x.length + i] = (float) cotangent[i];
            }
            return doubles(backward.run(numbers, numbers.length).getOrDefault(LoneNode.GRADIENT, new float[x.length]));
        }

        /** Two parts of what is changed and one of chance, in numbers that float32 has. */
        private double[] cotangent(double[] changed) {
            double[] random = doubles(dice.even(results, 1));
            double ofChanged = norm(changed) > 0 ? 2 / norm(changed) : 0;
            double ofRandom = 1 / norm(random);
            double scale = Math.sqrt(results) / 2;
            double[] result = new double[results];
            for (int i = 0; i < result.length; i++) {
                result[i] = (float) (scale * (ofChanged * changed[i] + ofRandom * random[i]));
            }
            return result;
        }
    }
}
