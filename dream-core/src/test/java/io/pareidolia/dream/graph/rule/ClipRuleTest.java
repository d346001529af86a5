package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class ClipRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        RuleCase.Builder node = RuleCase.of(draw.separated(draw.shape(1)));
        boolean lower = !draw.sometimes();
        if (lower) {
            node.constant(Numbers.scalar(draw.pick(0.0, -0.2)));
        } else {
            node.absent();
        }
        if (draw.sometimes() || !lower) {
            node.constant(Numbers.scalar(draw.pick(0.1, 0.3, 6.0)));
        }
        return node.node("Clip").build();
    }
}
