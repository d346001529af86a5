package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Node;
import java.util.ArrayList;
import java.util.List;

/** Inputs one after another along an axis: each gets its part of the gradient. */
final class ConcatRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        int rank = node.outputType().rank();
        long given = node.node().attributes().integer("axis", 0);
        int axis = (int) (given < 0 ? given + rank : given);
        int count = node.node().inputs().size();
        long[] sizes = new long[count];
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sizes[i] = node.inputType(i).dimension(axis);
            parts.add(node.graph().fresh("part"));
        }
        node.graph()
                .add(new Node(
                        "",
                        "Split",
                        List.of(node.gradient(), node.vector(sizes)),
                        parts,
                        Attributes.NONE.with("axis", axis)));
        for (int i = 0; i < count; i++) {
            if (node.wants(i)) {
                node.give(i, parts.get(i));
            }
        }
    }
}
