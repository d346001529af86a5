package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Tensor;
import io.pareidolia.dream.graph.model.Window;
import java.util.Optional;
import java.util.stream.LongStream;

/** The adjoint of a convolution: carries what belongs to its windows back to the pixels that they saw. */
final class WindowAdjoint {
    private WindowAdjoint() {}

    /**
     * Carries gradients back through a convolution.
     *
     * @param gradient N×M×…, one number a window
     * @param weights M×C/groups×…, those of the convolution
     * @return N×C×…, of the size of the convolution's input
     */
    static String of(Backward node, String gradient, Tensor weights, int groups, Window window) {
        if (Window.all(window.strides(), 1) && paddingFits(window)) {
            return convolution(node, gradient, weights, groups, window);
        }
        Optional<Phases> phases =
                node.forward().phases(gradient).filter(parts -> PhasedAdjoint.fits(weights, groups, window, parts));
        if (phases.isPresent()) {
            return PhasedAdjoint.of(node, phases.get(), weights, window);
        }
        int axes = window.axes();
        long[] pads = new long[2 * axes];
        long[] more = new long[axes];
        for (int i = 0; i < axes; i++) {
            pads[i] = window.before()[i];
            pads[i + axes] = Math.max(0, window.reach(i));
            more[i] = Math.max(0, -window.reach(i));
        }
        Attributes attributes = Attributes.NONE
                .with("group", groups)
                .with("kernel_shape", window.kernel())
                .with("strides", window.strides())
                .with("dilations", window.dilations())
                .with("pads", pads)
                .with("output_padding", more);
        return node.emit("ConvTranspose", attributes, gradient, constant(node, weights));
    }

    private static boolean paddingFits(Window window) {
        return LongStream.range(0, window.axes())
                .allMatch(i -> window.before()[(int) i] < window.extent((int) i)
                        && window.reach((int) i) < window.extent((int) i));
    }

    /** With stride 1 it is a convolution itself, with the kernel turned round. ONNX Runtime is faster at those. */
    private static String convolution(Backward node, String gradient, Tensor weights, int groups, Window window) {
        int axes = window.axes();
        long[] pads = new long[2 * axes];
        for (int i = 0; i < axes; i++) {
            pads[i] = window.extent(i) - 1 - window.before()[i];
            pads[i + axes] = window.extent(i) - 1 - window.reach(i);
        }
        Attributes attributes = Attributes.NONE
                .with("group", groups)
                .with("kernel_shape", window.kernel())
                .with("dilations", window.dilations())
                .with("pads", pads);
        Tensor turned = node.graph().derived(weights, "turned " + groups, tensor -> TurnedWeights.of(tensor, groups));
        return node.emit("Conv", attributes, gradient, constant(node, turned));
    }

    private static String constant(Backward node, Tensor weights) {
        return node.graph().constant(weights);
    }
}
