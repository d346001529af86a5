package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Mistakes that are easily made in a rule: what becomes of a gradient that it gives. */
public enum PlantedFault {
    SIGN {
        @Override
        String of(Graph graph, String gradient) {
            return graph.emit("Neg", gradient);
        }
    },
    FIVE_PERCENT {
        @Override
        String of(Graph graph, String gradient) {
            return graph.emit("Mul", gradient, graph.number(1.05, gradient));
        }
    },
    /** The last axis reversed: what a kernel does that was not turned round. */
    FLIP {
        @Override
        String of(Graph graph, String gradient) {
            return hasAxis(graph, gradient) ? slice(graph, gradient, -1, Long.MIN_VALUE, -1) : gradient;
        }
    },
    /** The last axis shifted by one. */
    SHIFT {
        @Override
        String of(Graph graph, String gradient) {
            return hasAxis(graph, gradient)
                    ? graph.emit(
                            "Concat",
                            Attributes.NONE.with("axis", -1),
                            slice(graph, gradient, -1, Long.MAX_VALUE, 1),
                            slice(graph, gradient, 0, -1, 1))
                    : gradient;
        }
    },
    /** The last element of the last axis cut off. */
    CROP {
        @Override
        String of(Graph graph, String gradient) {
            if (!hasAxis(graph, gradient)) {
                return gradient;
            }
            int rank = graph.type(gradient).rank();
            long[] pads = new long[2 * rank];
            pads[2 * rank - 1] = 1;
            return graph.emit("Pad", slice(graph, gradient, 0, -1, 1), graph.constant(Tensor.vector(pads)));
        }
    };

    /** True where the rule gives the same number to a whole axis, so that this fault is none. */
    public boolean changesNothing(String operator) {
        return operator.equals("GlobalAveragePool") && (this == FLIP || this == SHIFT);
    }

    abstract String of(Graph graph, String gradient);

    private static boolean hasAxis(Graph graph, String gradient) {
        return graph.type(gradient).rank() > 0 && graph.type(gradient).dimension(-1) > 1;
    }

    private static String slice(Graph graph, String gradient, long start, long end, long step) {
        return graph.emit(
                "Slice",
                gradient,
                graph.constant(Tensor.vector(start)),
                graph.constant(Tensor.vector(end)),
                graph.constant(Tensor.vector(-1)),
                graph.constant(Tensor.vector(step)));
    }

    /** The rules, this fault in that of one operator. */
    public Function<String, Optional<Rule>> in(String operator) {
        return asked -> Rules.of(asked).map(rule -> asked.equals(operator) ? faulty(rule) : rule);
    }

    private Rule faulty(Rule rule) {
        return node -> rule.differentiate(new Backward(
                node.graph(),
                node.forward(),
                node.node(),
                output -> node.gradient(node.node().outputs().indexOf(output)),
                (tensor, gradient) -> node.giveTo(tensor, of(node.graph(), gradient)),
                node.mayScatter(),
                node.vanishesWithOutput()));
    }

    /** The rules, with that of Conv using its kernels without turning them round in space. */
    public static Function<String, Optional<Rule>> unturnedKernels() {
        return asked -> Rules.of(asked).map(rule -> asked.equals("Conv") ? unturned(rule) : rule);
    }

    private static Rule unturned(Rule rule) {
        return node -> {
            Tensor weights = node.constant(1);
            long[] shape = weights.shape();
            float[] values = weights.floats();
            int taps = 1;
            for (int i = 2; i < shape.length; i++) {
                taps *= (int) shape[i];
            }
            float[] turned = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                turned[i / taps * taps + taps - 1 - i % taps] = values[i];
            }
            List<String> inputs = new ArrayList<>(node.node().inputs());
            inputs.set(1, node.graph().constant(Tensor.of(turned, shape)));
            rule.differentiate(new Backward(
                    node.graph(),
                    node.forward(),
                    node.node().with(inputs, node.node().outputs()),
                    output -> node.gradient(node.node().outputs().indexOf(output)),
                    node::giveTo,
                    node.mayScatter(),
                    node.vanishesWithOutput()));
        };
    }
}
