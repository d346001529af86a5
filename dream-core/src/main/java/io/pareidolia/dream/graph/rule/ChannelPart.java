package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One of the tensors that a tensor's channels come from. Gradients that are given to the parts of a Concat need not be
 * joined first and split then.
 *
 * @param tensor whose channels these are, all of them
 * @param start the first of them in the whole
 * @param channels how many
 */
public record ChannelPart(String tensor, int start, int channels) {
    /** The parts in order: the inputs of a Concat of channels, or the tensor itself. */
    public static List<ChannelPart> of(Graph graph, String tensor) {
        Optional<Node> producer = graph.producer(tensor);
        int rank = graph.type(tensor).rank();
        if (producer.isEmpty() || rank < 2 || !joinsChannels(producer.get(), rank)) {
            return List.of(new ChannelPart(
                    tensor, 0, rank < 2 ? 0 : (int) graph.type(tensor).dimension(1)));
        }
        List<ChannelPart> parts = new ArrayList<>();
        int start = 0;
        for (String input : producer.get().inputs()) {
            int channels = (int) graph.type(input).dimension(1);
            parts.add(new ChannelPart(input, start, channels));
            start += channels;
        }
        return parts;
    }

    /** True for a Concat of channels, of tensors of this rank. */
    public static boolean joinsChannels(Node node, int rank) {
        long axis = node.attributes().integer("axis", 0);
        return node.operator().equals("Concat") && (axis < 0 ? axis + rank : axis) == 1;
    }

    /** Of a convolution's weights M×C×…, those that read this part. */
    Tensor weights(Graph graph, Tensor whole) {
        if (whole.shape()[1] == channels) {
            return whole;
        }
        return graph.derived(whole, "channels " + start + "+" + channels, this::cut);
    }

    private Tensor cut(Tensor whole) {
        long[] shape = whole.shape();
        float[] from = whole.floats();
        int filters = (int) shape[0];
        int taps = from.length / Math.max(1, filters * (int) shape[1]);
        float[] to = new float[filters * channels * taps];
        for (int filter = 0; filter < filters; filter++) {
            int first = (filter * (int) shape[1] + start) * taps;
            System.arraycopy(from, first, to, filter * channels * taps, channels * taps);
        }
        long[] part = Arrays.copyOf(shape, shape.length);
        part[1] = channels;
        return Tensor.of(to, part);
    }
}
