package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Window;
import java.util.stream.IntStream;

/** y = the largest of each window: the gradient goes to the first pixel that has it, as in libtorch. */
final class MaxPoolRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        Window window = Window.of(
                node.node(), node.inputType(0), node.node().attributes().integers("kernel_shape"));
        boolean overlapping = IntStream.range(0, window.axes()).anyMatch(i -> window.extent(i) > window.strides()[i]);
        if (overlapping && !node.mayScatter()) {
            node.give(0, FirstMatch.route(node, window));
        } else {
            node.give(0, PooledPositions.scatter(node, node.node().attributes(), overlapping));
        }
    }
}
