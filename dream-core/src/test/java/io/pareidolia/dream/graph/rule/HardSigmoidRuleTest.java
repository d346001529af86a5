package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class HardSigmoidRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        double alpha = draw.pick(0.2, 1.0 / 6, 0.5, 1.0);
        return RuleCase.of(draw.separated(draw.shape(1)).map(value -> 3 * value + 0.001))
                .node("HardSigmoid", Map.of("alpha", alpha, "beta", draw.pick(0.5, 0.25)))
                .build();
    }
}
