package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class MinRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        RuleCase.Builder node = RuleCase.of(draw.separated(shape));
        if (draw.sometimes()) {
            return node.constant(draw.between(draw.broadcastable(shape)))
                    .node("Min")
                    .build();
        }
        node.source(draw.between(draw.broadcastable(shape)));
        if (draw.sometimes()) {
            node.source(draw.separated(shape).map(value -> value - 0.004));
        }
        return node.node("Min").build();
    }
}
