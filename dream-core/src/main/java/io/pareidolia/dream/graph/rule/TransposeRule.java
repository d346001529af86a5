package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;

/** The axes in another order: back in the old one. */
final class TransposeRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        int rank = node.inputType(0).rank();
        long[] order = node.node().attributes().integers("perm");
        long[] back = new long[rank];
        for (int i = 0; i < rank; i++) {
            back[order.length == 0 ? rank - 1 - i : (int) order[i]] = i;
        }
        node.give(0, node.emit("Transpose", Attributes.NONE.with("perm", back), node.gradient()));
    }
}
