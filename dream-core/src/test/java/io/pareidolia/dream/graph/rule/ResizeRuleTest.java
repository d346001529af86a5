package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class ResizeRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = {1, draw.between(1, 3), draw.between(2, 6), draw.between(2, 6)};
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape)).absent();
        String where = draw.pick("asymmetric", "half_pixel", "align_corners", "pytorch_half_pixel");
        String rounding = draw.pick("floor", "round_prefer_floor", "round_prefer_ceil", "ceil");
        if (draw.sometimes()) {
            node.absent().integers(1, shape[1], draw.between(1, 13), draw.between(1, 13));
        } else {
            node.constant(Numbers.vector(1, 1, draw.pick(1.0, 2.0, 3.0, 0.5, 1.5), draw.pick(1.0, 2.0, 4.0, 0.5)));
        }
        return node.node(
                        "Resize",
                        Map.of(
                                "mode", "nearest",
                                "coordinate_transformation_mode", where,
                                "nearest_mode", rounding))
                .build();
    }
}
