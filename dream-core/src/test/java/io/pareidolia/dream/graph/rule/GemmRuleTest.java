package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import io.pareidolia.dream.graph.Numbers;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTest;
import java.util.Map;

public final class GemmRuleTest extends RuleTest {
    @Override
    protected RuleCase draw(Draw draw) {
        long rows = draw.between(1, 4);
        long inner = draw.between(1, 6);
        long columns = draw.between(1, 5);
        boolean a = draw.sometimes();
        boolean b = draw.sometimes();
        RuleCase.Builder node = RuleCase.of(a ? draw.gaussian(inner, rows) : draw.gaussian(rows, inner));
        Numbers weights = b ? draw.gaussian(columns, inner) : draw.gaussian(inner, columns);
        boolean constant = !draw.sometimes();
        if (constant) {
            node.constant(weights);
        } else {
            node.source(weights);
        }
        if (draw.sometimes()) {
            Numbers bias = draw.gaussian(draw.broadcastable(new long[] {rows, columns}));
            if (constant) {
                node.constant(bias);
            } else {
                node.source(bias);
            }
        }
        return node.node(
                        "Gemm",
                        Map.of(
                                "transA",
                                a ? 1L : 0L,
                                "transB",
                                b ? 1L : 0L,
                                "alpha",
                                draw.pick(1.0, 0.5),
                                "beta",
                                draw.pick(1.0, 2.0)))
                .build();
    }
}
