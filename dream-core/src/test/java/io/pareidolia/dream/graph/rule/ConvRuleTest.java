package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class ConvRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        int group = draw.pick(1, 1, 2, 3, 4);
        int in = draw.pick(1, 1, 2, 3);
        int out = draw.pick(1, 2, 3, 4);
        if (draw.sometimes()) {
            // depthwise
            group = draw.between(2, 18);
            in = 1;
            out = draw.pick(1, 1, 2);
        }
        long[] picture = draw.picture((long) group * in);
        long[] kernel = Geometry.kernel(draw, picture, draw.pick(1, 3, 5, 7));
        Map<String, Object> attributes = Geometry.windows(draw, picture, kernel, true);
        attributes.put("group", (long) group);
        if (draw.sometimes()) {
            attributes.remove("kernel_shape");
        }
        long filters = (long) group * out;
        RuleCase.Builder node =
                RuleCase.of(draw.gaussian(picture)).constant(draw.weights(filters, in, kernel[0], kernel[1]));
        if (draw.sometimes()) {
            node.constant(draw.gaussian(filters));
        }
        return node.node("Conv", attributes).build();
    }
}
