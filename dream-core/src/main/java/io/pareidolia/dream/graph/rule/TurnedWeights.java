package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Tensor;

/** The weights of a convolution that goes the other way: input and output channels exchanged, space reversed. */
final class TurnedWeights {
    private TurnedWeights() {}

    /** From M×C/groups×K… to C×M/groups×K…; float32. */
    static Tensor of(Tensor weights, int groups) {
        float[] from = weights.floats();
        long[] shape = weights.shape();
        int outputs = (int) shape[0] / groups;
        int inputs = (int) shape[1];
        int taps = from.length / Math.max(1, outputs * groups * inputs);
        float[] to = new float[from.length];
        for (int group = 0; group < groups; group++) {
            for (int output = 0; output < outputs; output++) {
                for (int input = 0; input < inputs; input++) {
                    int source = ((group * outputs + output) * inputs + input) * taps;
                    int target = ((group * inputs + input) * outputs + output) * taps;
                    for (int tap = 0; tap < taps; tap++) {
                        to[target + taps - 1 - tap] = from[source + tap];
                    }
                }
            }
        }
        long[] turned = shape.clone();
        turned[0] = (long) inputs * groups;
        turned[1] = outputs;
        return Tensor.of(to, turned);
    }
}
