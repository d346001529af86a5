package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class MeanRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape));
        for (int more = draw.between(0, 3); more > 0; more--) {
            node.source(draw.gaussian(draw.broadcastable(shape)));
        }
        return node.node("Mean").build();
    }
}
