package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.SliceAxis;
import java.util.stream.LongStream;

/** Some elements along axes: their gradients where they came from, zeros elsewhere. */
final class SliceRule implements Rule {
    @Override
    public void check(Graph graph, Node node) {
        AxisAdjoint.check(graph, node);
    }

    @Override
    public void differentiate(Backward node) {
        String gradient = node.gradient();
        for (SliceAxis part : SliceAxis.of(
                node.inputType(0),
                node.constant(1).longs(),
                node.constant(2).longs(),
                node.node().hasInput(3) ? node.constant(3).longs() : null,
                node.node().hasInput(4) ? node.constant(4).longs() : null)) {
            long[] origins = LongStream.range(0, part.count())
                    .map(i -> part.start() + i * part.step())
                    .toArray();
            gradient = AxisAdjoint.of(
                    node, gradient, part.axis(), origins, node.inputType(0).dimension(part.axis()));
        }
        node.give(0, gradient);
    }
}
