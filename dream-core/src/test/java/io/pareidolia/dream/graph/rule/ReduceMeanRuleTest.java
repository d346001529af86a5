package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class ReduceMeanRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        return RuleCase.of(draw.gaussian(shape))
                .node(
                        "ReduceMean",
                        draw.sometimes()
                                ? Map.of()
                                : Map.of("axes", draw.axes(shape.length), "keepdims", draw.pick(0L, 1L)))
                .build();
    }
}
