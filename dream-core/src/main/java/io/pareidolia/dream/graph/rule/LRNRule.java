package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;

/**
 * y = x·s^−β with s = bias + α/n·Σx² over the n channels around each: ∂x = g·s^−β − 2αβ/n·x·Σ g·y/s over the channels
 * whose sums x is in (Krizhevsky et al. 2012, section 3.3). The sums are convolutions with a band of ones.
 */
final class LRNRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        if (graph.type(node.input(0)).rank() != 4) {
            throw new IllegalArgumentException("it normalises something else than pictures, which is not supported");
        }
    }

    @Override
    public void differentiate(Backward node) {
        if (node.blocked(node.outputType()) && BandNormalization.fits(node.graph(), node.node())) {
            node.give(0, new BandNormalization(node.graph(), node.node()).gradient(node.gradient(), node.output()));
            return;
        }
        Attributes attributes = node.node().attributes();
        int size = (int) attributes.integer("size", 1);
        float alpha = attributes.number("alpha", 1e-4f);
        float beta = attributes.number("beta", 0.75f);
        int channels = (int) node.inputType(0).dimension(1);
        String x = node.input(0);
        String squares = node.multiply(x, x);
        String s = node.add(
                node.emit("Conv", squares, node.graph().constant(band(channels, size, alpha / size, false))),
                node.number(attributes.number("bias", 1), x));
        String power = node.emit("Pow", s, node.number(-beta, x));
        String shares = node.divide(node.multiply(node.gradient(), node.output()), s);
        String sums =
                node.emit("Conv", shares, node.graph().constant(band(channels, size, 2.0 * alpha * beta / size, true)));
        node.give(0, node.subtract(node.multiply(node.gradient(), power), node.multiply(x, sums)));
    }

    /** A 1×1 convolution that sums the channels around each one; {@code back}: those that it is summed into. */
    private static Tensor band(int channels, int size, double weight, boolean back) {
        int before = back ? size - 1 - (size - 1) / 2 : (size - 1) / 2;
        float[] weights = new float[channels * channels];
        for (int to = 0; to < channels; to++) {
            for (int from = Math.max(0, to - before); from < Math.min(channels, to - before + size); from++) {
                weights[to * channels + from] = (float) weight;
            }
        }
        return Tensor.of(weights, channels, channels, 1, 1);
    }
}
