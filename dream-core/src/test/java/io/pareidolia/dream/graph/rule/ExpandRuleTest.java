package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class ExpandRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        long[] wanted = shape.clone();
        long[] small = draw.broadcastable(shape);
        if (draw.sometimes()) {
            // the input's own size stays where the wanted shape says 1
            for (int i = 0; i < small.length; i++) {
                wanted[wanted.length - small.length + i] = small[i] == 1 ? wanted[wanted.length - small.length + i] : 1;
            }
        }
        return RuleCase.of(draw.gaussian(small)).integers(wanted).node("Expand").build();
    }
}
