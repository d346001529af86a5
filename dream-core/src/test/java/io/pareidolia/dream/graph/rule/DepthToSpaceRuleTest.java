package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class DepthToSpaceRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        int block = draw.between(1, 4);
        long[] shape = draw.picture((long) block * block * draw.between(1, 3));
        return RuleCase.of(draw.gaussian(shape))
                .node("DepthToSpace", Map.of("blocksize", (long) block, "mode", draw.pick("DCR", "CRD")))
                .build();
    }
}
