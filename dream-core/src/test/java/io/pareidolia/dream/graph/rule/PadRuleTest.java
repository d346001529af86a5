package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class PadRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long[] shape = draw.picture();
        String mode = draw.pick("constant", "reflect", "edge");
        long[] pads = new long[8];
        for (int i = 0; i < 8; i++) {
            boolean space = i % 4 > 1;
            pads[i] = space || mode.equals("constant") && draw.sometimes() ? draw.between(0, 2) : 0;
        }
        if (mode.equals("constant") && draw.sometimes()) {
            pads[2] = -1;
            pads[7] = -1;
        }
        RuleCase.Builder node = RuleCase.of(draw.gaussian(shape)).integers(pads);
        if (mode.equals("constant") && draw.sometimes()) {
            node.constant(Numbers.scalar(0.7));
        }
        return node.node("Pad", Map.of("mode", mode)).build();
    }
}
