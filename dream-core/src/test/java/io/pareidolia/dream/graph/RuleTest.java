package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** The judge itself: libtorch's forward result is ONNX Runtime's. */
    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void judgeUnderstandsTheOperator(@ForAll("cases") RuleCase drawn) {
        Map<String, Numbers> expected = RuntimeRun.of(drawn.model().toByteArray(), drawn.inputs());
        try (TorchReference reference = TorchReference.exact(drawn.model())) {
            reference
                    .forward(drawn.inputs(), drawn.outputs())
                    .forEach((name, numbers) -> assertThat(numbers.distance(expected.get(name)))
                            .as(name)
                            .isLessThanOrEqualTo(1e-4));
        }
    }
}
