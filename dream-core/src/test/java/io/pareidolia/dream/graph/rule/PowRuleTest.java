package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class PowRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        if (draw.sometimes()) {
            return RuleCase.of(draw.awayFromZero(shape))
                    .constant(Numbers.scalar(draw.pick(2.0, 3.0, -1.0)))
                    .node("Pow")
                    .build();
        }
        return Broadcasting.draw(draw, draw::positive, draw::gaussian)
                .node("Pow")
                .build();
    }
}
