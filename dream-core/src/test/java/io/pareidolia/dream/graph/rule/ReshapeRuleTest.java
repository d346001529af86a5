package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class ReshapeRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(2);
        long[] wanted = draw.pick(new long[] {-1}, new long[] {0, -1}, new long[] {shape[0], 1, -1}, new long[] {
            -1, shape[shape.length - 1]
        });
        return RuleCase.of(draw.gaussian(shape))
                .integers(wanted)
                .node("Reshape")
                .build();
    }
}
