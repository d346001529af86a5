package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.model.Attributes;
import java.util.Arrays;

/** y = the largest of each channel: the gradient goes to the first pixel that has it. */
final class GlobalMaxPoolRule implements Rule {
    @Override
    public void differentiate(Backward node) {
        long[] shape = node.inputType(0).shape();
        Attributes attributes = Attributes.NONE.with("kernel_shape", Arrays.copyOfRange(shape, 2, shape.length));
        node.give(0, PooledPositions.scatter(node, attributes, false));
    }
}
