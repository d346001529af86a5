package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;
import java.util.stream.LongStream;

public final class SplitRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.shape(1);
        int axis = draw.between(0, shape.length - 1);
        int parts = draw.between(1, 3);
        Map<String, Object> attributes = Map.of("axis", (long) (draw.sometimes() ? axis - shape.length : axis));
        if (draw.sometimes()) {
            shape[axis] = 2L * parts;
            return RuleCase.of(draw.gaussian(shape))
                    .node("Split", attributes, parts)
                    .build();
        }
        long[] sizes = LongStream.range(0, parts).map(i -> draw.between(1, 4)).toArray();
        shape[axis] = LongStream.of(sizes).sum();
        return RuleCase.of(draw.gaussian(shape))
                .integers(sizes)
                .node("Split", attributes, parts)
                .build();
    }
}
