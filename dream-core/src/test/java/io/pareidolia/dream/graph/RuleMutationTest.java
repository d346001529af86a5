package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.graph.rule.PlantedFault;
import io.pareidolia.dream.graph.rule.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the tests of the rules: a fault planted in any rule makes what they demand fail on one of their own cases. */
class RuleMutationTest {
    private static final int CASES = 50;
    private static final long SEED = 20150617;

    static List<String> operators() {
        return RuleTests.operators();
    }

    @Test
    void everyRuleHasATest() {
        assertThat(RuleTests.operators()).hasSizeGreaterThan(40).containsExactlyElementsOf(RuleTests.rules());
    }

    @ParameterizedTest
    @MethodSource("operators")
    void aFaultInTheRuleIsNoticed(String operator) {
        List<RuleCase> cases = RuleTests.cases(operator, CASES, SEED);
        for (PlantedFault fault : PlantedFault.values()) {
            if (!fault.changesNothing(operator)) {
                assertThat(cases).as(fault.name()).anyMatch(drawn -> notices(drawn, fault.in(operator)));
            }
        }
    }

    @Test
    void aKernelThatIsNotTurnedIsNoticed() {
        assertThat(RuleTests.cases("Conv", CASES, SEED))
                .anyMatch(drawn -> notices(drawn, PlantedFault.unturnedKernels()));
    }

    /** A mean spreads one number over all pixels: reversed or shifted that is the same. */
    @Test
    void onlyFaultsThatChangeNothingAreLeftOut() {
        RuleTests.operators()
                .forEach(operator -> Arrays.stream(PlantedFault.values())
                        .filter(fault -> fault.changesNothing(operator))
                        .forEach(fault -> assertThat(RuleTests.cases(operator, CASES, SEED))
                                .noneMatch(drawn -> notices(drawn, fault.in(operator)))));
    }

    private static boolean notices(RuleCase drawn, Function<String, Optional<Rule>> rules) {
        GradientRun run = new GradientRun(drawn, SEED);
        Map<String, Numbers> expected = RuleTest.judged(drawn, run);
        Map<String, Numbers> gradients = run.gradients(rules, true);
        try {
            RuleTest.prove(gradients, expected);
            return false;
        } catch (AssertionError noticed) {
            return true;
        }
    }
}
