package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class SoftmaxRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(2);
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape));
        if (draw.sometimes()) {
            // the old one flattens to two axes first
            return node.opset(11)
                    .node("Softmax", Map.of("axis", (long) draw.between(0, shape.length - 1)))
                    .build();
        }
        long axis = draw.between(-shape.length, shape.length - 1);
        return node.node("Softmax", Map.of("axis", axis)).build();
    }
}
