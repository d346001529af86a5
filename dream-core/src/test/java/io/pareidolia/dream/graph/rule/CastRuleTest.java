package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class CastRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return RuleCase.of(draw.gaussian(draw.shape(1)))
                .node("Cast", Map.of("to", 1L))
                .build();
    }
}
