package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class ConcatRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        int axis = draw.between(0, shape.length - 1);
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape));
        for (int more = draw.between(0, 3); more > 0; more--) {
            long[] other = shape.clone();
            other[axis] = draw.between(1, 5);
            if (draw.sometimes()) {
                node.constant(draw.gaussian(other));
            } else {
                node.source(draw.gaussian(other));
            }
        }
        if (draw.sometimes()) {
            node.again();
        }
        return node.node("Concat", Map.of("axis", draw.sometimes() ? axis - shape.length : axis))
                .build();
    }
}
