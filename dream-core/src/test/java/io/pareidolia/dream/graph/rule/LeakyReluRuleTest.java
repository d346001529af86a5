package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class LeakyReluRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return RuleCase.of(draw.separated(draw.shape(1)))
                .node("LeakyRelu", Map.of("alpha", draw.number(-0.5, 1.5)))
                .build();
    }
}
