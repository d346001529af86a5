package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class AddRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return Broadcasting.draw(draw, draw::gaussian, draw::gaussian)
                .node("Add")
                .build();
    }
}
