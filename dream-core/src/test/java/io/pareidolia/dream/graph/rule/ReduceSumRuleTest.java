package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class ReduceSumRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape));
        if (!draw.sometimes()) {
            node.integers(draw.axes(shape.length));
        }
        return node.node("ReduceSum", Map.of("keepdims", draw.pick(0L, 1L))).build();
    }
}
