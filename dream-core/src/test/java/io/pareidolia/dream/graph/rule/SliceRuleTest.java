package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;

public final class SliceRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.picture();
        int rank = shape.length;
        long[] axes = draw.axes(rank);
        long[] starts = new long[axes.length];
        long[] ends = new long[axes.length];
        long[] steps = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            int size = (int) shape[Math.floorMod((int) axes[i], rank)];
            boolean backwards = draw.sometimes();
            steps[i] = backwards ? -draw.between(1, 3) : draw.between(1, 3);
            int low = draw.between(0, size - 1);
            int high = draw.between(low, size - 1);
            starts[i] = backwards ? high : low;
            ends[i] = backwards ? low - 1 : high + 1;
            if (draw.sometimes()) {
                starts[i] -= size;
            }
            if (ends[i] < 0) {
                ends[i] = -size - 1;
            } else if (draw.sometimes() && ends[i] == size) {
                ends[i] = draw.pick(Long.MAX_VALUE, (long) Integer.MAX_VALUE);
            }
        }
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape))
                .integers(starts)
                .integers(ends)
                .integers(axes);
        return node.integers(steps).node("Slice").build();
    }
}
