package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class AveragePoolRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] picture = draw.picture();
        Map<String, Object> attributes = Geometry.pool(draw, picture, false);
        if (draw.sometimes()) {
            attributes.put("count_include_pad", 1L);
        }
        return RuleCase.of(draw.gaussian(picture))
                .node("AveragePool", attributes)
                .build();
    }
}
