package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class SqueezeRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(2);
        int axis = draw.between(0, shape.length - 1);
        shape[axis] = 1;
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape));
        if (!draw.sometimes()) {
            node.integers(draw.sometimes() ? axis - shape.length : axis);
        }
        return node.node("Squeeze").build();
    }
}
