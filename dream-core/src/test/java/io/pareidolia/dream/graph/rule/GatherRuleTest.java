package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;
import java.util.stream.LongStream;

public final class GatherRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.picture(draw.between(2, 5));
        int axis = draw.between(0, shape.length - 1);
        int size = (int) shape[axis];
        long[] indices = draw.sometimes()
                ? draw.permutation(size)
                : LongStream.range(0, draw.between(1, 6))
                        .map(i -> draw.between(0, size - 1))
                        .toArray();
        return RuleCase.of(draw.gaussian(shape))
                .integers(indices)
                .node("Gather", Map.of("axis", (long) (draw.sometimes() ? axis - shape.length : axis)))
                .build();
    }
}
