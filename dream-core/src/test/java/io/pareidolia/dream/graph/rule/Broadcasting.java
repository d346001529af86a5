package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import java.util.function.Function;

/** Two operands, of which one may be repeated to the other's shape, and one may be a constant. */
final class Broadcasting {
    private Broadcasting() {}

    static RuleCase.Builder draw(Draw draw, Function<long[], Numbers> left, Function<long[], Numbers> right) {
        long[] shape = draw.shape(1);
        long[] other = draw.broadcastable(shape);
        boolean swapped = draw.sometimes();
        Numbers first = left.apply(swapped ? other : shape);
        Numbers second = right.apply(swapped ? shape : other);
        RuleCase.Builder node = RuleCase.of(first);
        return draw.sometimes() ? node.constant(second) : node.source(second);
    }
}
