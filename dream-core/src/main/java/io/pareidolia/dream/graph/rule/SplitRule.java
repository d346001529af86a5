package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import java.util.List;

/** Parts along an axis: their gradients one after another, zeros for the parts that nobody needs. */
final class SplitRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        List<String> outputs = node.node().outputs();
        String[] parts = new String[outputs.size()];
        for (int i = 0; i < parts.length; i++) {
            String output = outputs.get(i);
            parts[i] = node.gradient(i)
                    .orElseGet(() -> node.emit(
                            "ConstantOfShape",
                            node.vector(node.graph().type(output).shape())));
        }
        long axis = node.node().attributes().integer("axis", 0);
        node.give(0, node.emit("Concat", Attributes.NONE.with("axis", axis), parts));
    }
}
