package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Arrays;

public final class MatMulRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long rows = draw.between(1, 5);
        long inner = draw.between(1, 5);
        long columns = draw.between(1, 5);
        long[] batch = draw.pick(new long[0], new long[0], new long[] {2}, new long[] {3, 2});
        long[] left = with(draw.sometimes() ? new long[0] : batch, rows, inner);
        long[] right = with(draw.sometimes() ? draw.broadcastable(batch) : batch, inner, columns);
        RuleCase.Builder node = RuleCase.of(draw.gaussian(left));
        return (draw.sometimes() ? node.source(draw.gaussian(right)) : node.constant(draw.gaussian(right)))
                .node("MatMul")
                .build();
    }

    private static long[] with(long[] batch, long rows, long columns) {
        long[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = rows;
        shape[batch.length + 1] = columns;
        return shape;
    }
}
