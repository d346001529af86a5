package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.TensorType;

/** Channels laid out as blocks of pixels: the blocks become channels again. */
final class DepthToSpaceRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        long block = node.node().attributes().integer("blocksize", 1);
        boolean channelsFirst = node.node().attributes().text("mode", "DCR").equals("CRD");
        TensorType x = node.inputType(0);
        String blocks = node.emit(
                "Reshape",
                node.gradient(),
                node.vector(
                        x.dimension(0), x.dimension(1) / block / block, x.dimension(2), block, x.dimension(3), block));
        long[] order = channelsFirst ? new long[] {0, 1, 3, 5, 2, 4} : new long[] {0, 3, 5, 1, 2, 4};
        node.give(0, node.reshaped(node.emit("Transpose", Attributes.NONE.with("perm", order), blocks), x));
    }
}
