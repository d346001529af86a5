package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class FlattenRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        return RuleCase.of(draw.gaussian(shape))
                .node("Flatten", Map.of("axis", (long) draw.between(-shape.length, shape.length)))
                .build();
    }
}
