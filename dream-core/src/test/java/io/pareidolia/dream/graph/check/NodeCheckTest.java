package io.pareidolia.dream.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.pareidolia.dream.graph.RuleCase;
import io.pareidolia.dream.graph.RuleTests;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.PlantedFault;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.graph.rule.Rules;
import io.pareidolia.dream.machine.Device;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeCheckTest {
    private static final int CASES = 12;
    private static final long SEED = 7;

    static List<String> operators() {
        return RuleTests.operators();
    }

    /** Attributes and shapes as the tests of the rules draw them: on none of them does the check cry wolf. */
    @ParameterizedTest
    @MethodSource("operators")
    void itHoldsWhereTheRuleIsRight(String operator) {
        for (RuleCase drawn : RuleTests.cases(operator, CASES, SEED)) {
            Graph graph = drawn.graph();
            for (Node node : graph.nodes()) {
                NodeCheck.Result result = new NodeCheck(Rules::of, Device.CPU, 1).check(graph, node, SEED);
                assertThat(result.fault()).as(drawn.toString()).isEmpty();
            }
        }
    }

    /** x/x is 1: what the two ways back add up to is nothing but rounding. */
    @Test
    void itHoldsWhereNothingButRoundingIsLeft() {
        Graph graph = new Graph();
        graph.input("x", new TensorType(TensorProto.DataType.FLOAT, new long[] {1, 3, 5, 7}));
        String y = graph.emit("Div", "x", "x");
        Node node = graph.producer(y).orElseThrow();
        assertThat(new NodeCheck(Rules::of, Device.CPU, 1)
                        .check(graph, node, SEED)
                        .fault())
                .isEmpty();
        assertThat(new NodeCheck(operator -> Optional.of(back -> back.give(0, back.gradient())), Device.CPU, 1)
                        .check(graph, node, SEED)
                        .fault())
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void itNoticesAFaultInTheRule(String operator) {
        List<RuleCase> cases = RuleTests.cases(operator, 50, SEED);
        for (PlantedFault fault : PlantedFault.values()) {
            if (!fault.changesNothing(operator)) {
                assertThat(cases).as(fault.name()).anyMatch(drawn -> notices(drawn, operator, fault.in(operator)));
            }
        }
    }

    @Test
    void itNoticesAKernelThatIsNotTurned() {
        assertThat(RuleTests.cases("Conv", 50, SEED))
                .anyMatch(drawn -> notices(drawn, "Conv", PlantedFault.unturnedKernels()));
    }

    private static boolean notices(RuleCase drawn, String operator, Function<String, Optional<Rule>> rules) {
        Graph graph = drawn.graph();
        return graph.nodes().stream()
                .filter(node -> node.operator().equals(operator))
                .anyMatch(node -> new NodeCheck(rules, Device.CPU, 1)
                        .check(graph, node, SEED)
                        .fault()
                        .isPresent());
    }
}
