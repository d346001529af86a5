package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class MulRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return Broadcasting.draw(draw, draw::gaussian, draw::gaussian)
                .node("Mul")
                .build();
    }
}
