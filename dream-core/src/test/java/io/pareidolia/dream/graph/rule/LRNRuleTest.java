package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class LRNRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] picture = draw.picture(draw.sometimes() ? draw.pick(64, 128, 192) : draw.between(1, 12));
        return RuleCase.of(draw.gaussian(picture).map(value -> 3 * value))
                .node(
                        "LRN",
                        Map.of(
                                "size", draw.pick(5, 3, 1, 7),
                                "alpha", draw.pick(1e-4, 0.1, 0.5),
                                "beta", draw.pick(0.75, 0.75, 0.5, 1.2),
                                "bias", draw.pick(1.0, 2.0)))
                .build();
    }
}
