package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.graph.rule.Rules;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/**
 * What is demanded of every gradient rule. The test of a rule is a class of its own that draws cases, in the package
 * {@code rule}, named after the rule.
 */
@AddLifecycleHook(Tries.class)
public abstract class RuleTest {
    /** A node that this rule differentiates, with numbers that keep away from its ties and kinks. */
    protected abstract RuleCase draw(Draw draw);

    @Provide
    Arbitrary<RuleCase> cases() {
        return Arbitraries.randomValue(random -> draw(new Draw(random)));
    }

    /** The rule: its gradient in float32 is libtorch's in float64, whether or not the device may scatter. */
    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void gradientIsTheJudges(@ForAll("cases") RuleCase drawn, @ForAll boolean scatter, @ForAll long seed) {
        GradientRun run = new GradientRun(drawn, seed);
        prove(run.gradients(Rules::of, scatter), judged(drawn, run));
    }

    /** The gradients as libtorch has them, in float64. */
    static Map<String, Numbers> judged(RuleCase drawn, GradientRun run) {
        try (TorchReference reference = TorchReference.exact(drawn.model())) {
            return reference.gradients(
                    drawn.inputs(), run.cotangents(), List.copyOf(drawn.inputs().keySet()));
        }
    }

    /** What must hold of each gradient. */
    static void prove(Map<String, Numbers> gradients, Map<String, Numbers> expected) {
        gradients.forEach((name, numbers) ->
                assertThat(numbers.distance(expected.get(name))).as(name).isLessThanOrEqualTo(1e-5));
    }

    /** The judge itself: libtorch's forward result is that of the graph which the product makes of the node. */
    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void judgeUnderstandsTheOperator(@ForAll("cases") RuleCase drawn) {
        Map<String, Numbers> expected = new GradientRun(drawn, 0).forwardValues();
        try (TorchReference reference = TorchReference.exact(drawn.model())) {
            reference
                    .forward(drawn.inputs(), drawn.outputs())
                    .forEach((name, numbers) -> assertThat(numbers.distance(expected.get(name)))
                            .as(name)
                            .isLessThanOrEqualTo(1e-4));
        }
    }
}
