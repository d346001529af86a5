package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class ExpRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return RuleCase.of(draw.gaussian(draw.shape(1))).node("Exp").build();
    }
}
