package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class HardSwishRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return RuleCase.of(draw.separated(draw.shape(1)).map(value -> 3 * value + 0.001))
                .node("HardSwish")
                .build();
    }
}
