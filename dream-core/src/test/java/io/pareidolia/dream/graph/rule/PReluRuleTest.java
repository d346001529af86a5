package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class PReluRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(2);
        RuleCase.Builder node = RuleCase.of(draw.separated(shape));
        long[] slope = draw.broadcastable(shape);
        return (draw.sometimes() ? node.source(draw.gaussian(slope)) : node.constant(draw.gaussian(slope)))
                .node("PRelu")
                .build();
    }
}
