package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class UnsqueezeRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        return RuleCase.of(draw.gaussian(draw.shape(1)))
                .integers(draw.pick(
                        new long[] {0}, new long[] {-1}, new long[] {1}, new long[] {0, 2}, new long[] {-1, 0}))
                .node("Unsqueeze")
                .build();
    }
}
