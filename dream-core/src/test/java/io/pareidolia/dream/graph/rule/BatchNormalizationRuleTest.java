package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class BatchNormalizationRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] picture = draw.picture();
        long channels = picture[1];
        return RuleCase.of(draw.gaussian(picture))
                .constant(draw.gaussian(channels))
                .constant(draw.gaussian(channels))
                .constant(draw.gaussian(channels))
                .constant(draw.positive(channels))
                .node("BatchNormalization", draw.sometimes() ? Map.of("epsilon", 0.1) : Map.of())
                .build();
    }
}
