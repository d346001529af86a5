package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.Window;
import java.util.Optional;
import java.util.stream.IntStream;

/** y = the largest of each window: the gradient goes to the first pixel that has it, as in libtorch. */
final class MaxPoolRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        Window window = Window.of(
                node.node(), node.inputType(0), node.node().attributes().integers("kernel_shape"));
        boolean overlapping = IntStream.range(0, window.axes()).anyMatch(i -> window.extent(i) > window.strides()[i]);
        if (PairMaxima.fits(node, window)) {
            node.give(0, PairMaxima.route(node));
        } else if (PhaseMaxima.fits(node, window)) {
            giveBeforeRelu(node, window);
        } else if (overlapping && !node.mayScatter()) {
            node.give(0, FirstMatch.route(node, window));
        } else {
            node.give(0, PooledPositions.scatter(node, node.node().attributes(), overlapping));
        }
    }

    /** A maximum passes a Relu if it is above zero: that is asked of a quarter of the pixels. */
    private static void giveBeforeRelu(Backward node, Window window) {
        Optional<Node> relu = node.graph()
                .producer(node.input(0))
                .filter(each -> each.operator().equals("Relu"));
        if (relu.isPresent()) {
            String passing = ReluRule.passing(node, node.gradient(), node.output());
            node.giveTo(relu.get().input(0), PhaseMaxima.route(node, window, passing));
        } else {
            node.give(0, PhaseMaxima.route(node, window, node.gradient()));
        }
    }
}
