package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class MaxPoolRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] picture = draw.picture(draw.pick(1, 3, 5, 8, 16, 17));
        RuleCase.Builder node = RuleCase.of(draw.separated(picture));
        if (!draw.sometimes()) {
            // known not to be negative, as behind most layers
            node.node("Relu");
        }
        return node.node("MaxPool", draw.sometimes() ? usual(draw) : Geometry.pool(draw, picture, true))
                .build();
    }

    /** The pools of real networks, for which there are fast formulations. */
    private static Map<String, Object> usual(Draw draw) {
        return draw.pick(
                Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {1, 1}, "pads", new long[] {1, 1, 1, 1
                }),
                Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "ceil_mode", 1L),
                Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}),
                Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "pads", new long[] {0, 0, 1, 1
                }),
                Map.of("kernel_shape", new long[] {3, 3}, "strides", new long[] {2, 2}, "pads", new long[] {1, 1, 1, 1
                }),
                Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2}));
    }
}
