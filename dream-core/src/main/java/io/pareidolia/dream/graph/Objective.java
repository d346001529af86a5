package io.pareidolia.dream.graph;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.ChannelPart;
import io.pareidolia.dream.graph.rule.Depthwise;
import io.pareidolia.dream.graph.rule.Differentiation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The objective's nodes, and where the way back begins: at each of the tensors that a target's channels come from. */
final class Objective {
    private final Graph graph;
    private final Differentiation back;
    private final List<String> terms = new ArrayList<>();

    private Objective(Graph graph, Differentiation back) {
        this.graph = graph;
        this.back = back;
    }

    /** Adds ½Σ weight·a² over the targets, seeds its gradients, and returns its name. */
    static String add(Graph graph, List<Target> targets, Differentiation back) {
        Objective objective = new Objective(graph, back);
        targets.forEach(target -> objective.addTarget(target, targets.size() == 1));
        List<String> terms = objective.terms;
        String sum = terms.size() == 1 ? terms.get(0) : graph.emit("Sum", terms.toArray(String[]::new));
        return graph.emit("Mul", sum, graph.number(0.5, sum));
    }

    private void addTarget(Target target, boolean alone) {
        TensorType type = graph.type(target.tensor());
        int channels = type.rank() < 2 ? 0 : (int) type.dimension(1);
        boolean all = target.channels().isEmpty();
        boolean[] seen = new boolean[channels];
        Arrays.fill(seen, all);
        for (int channel : target.channels()) {
            if (channels == 0) {
                throw DreamException.input(
                        "The layer " + StrangersName.of(target.tensor()) + " has no channels; name it without.");
            }
            if (channel < 0 || channel >= channels) {
                throw DreamException.input("The layer " + StrangersName.of(target.tensor()) + " has " + channels
                        + " channels, so there is no channel " + channel + "; they are numbered from 0 to "
                        + (channels - 1) + ".");
            }
            seen[channel] = true;
        }
        long elements = all
                ? type.elements()
                : type.elements()
                        / channels
                        * target.channels().stream().distinct().count();
        float weight = (float) (alone ? Math.signum(target.weight()) : target.weight() / elements);
        for (ChannelPart part : ChannelPart.of(graph, target.tensor())) {
            float[] weights = new float[part.channels()];
            boolean any = all;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = seen[part.start() + i] ? weight : 0;
                any |= seen[part.start() + i];
            }
            if (any && !graph.isConstant(part.tensor())) {
                addPart(part.tensor(), weights, all, weight);
            }
        }
    }

    private void addPart(String tensor, float[] weights, boolean all, float weight) {
        if (all && weight == 1) {
            back.seedOwn(tensor, tensor);
            terms.add(graph.emit("ReduceSumSquare", Attributes.NONE.with("keepdims", 0), tensor));
            return;
        }
        String slope;
        if (all) {
            slope = graph.emit("Mul", tensor, graph.number(weight, tensor));
        } else if (Depthwise.fits(graph.type(tensor))) {
            slope = Depthwise.scale(graph, tensor, weights);
        } else {
            long[] shape = new long[graph.type(tensor).rank()];
            Arrays.fill(shape, 1);
            shape[1] = weights.length;
            slope = graph.emit("Mul", tensor, graph.numbers(weights, tensor, shape));
        }
        back.seedOwn(tensor, slope);
        terms.add(graph.emit("ReduceSum", Attributes.NONE.with("keepdims", 0), graph.emit("Mul", slope, tensor)));
    }
}
