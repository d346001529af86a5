package io.pareidolia.dream.graph.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.MadeNetworks;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.graph.check.LayerVerdict.Outcome;
import io.pareidolia.dream.graph.rule.PlantedFault;
import io.pareidolia.dream.graph.rule.Rule;
import io.pareidolia.dream.graph.rule.Rules;
import io.pareidolia.dream.machine.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkCheckTest {
    private static final Set<String> PARTS = Set.of(
            "Conv",
            "BatchNormalization",
            "Relu",
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "LRN",
            "Concat",
            "Add",
            "Flatten",
            "Gemm",
            "Softmax");

    /** Remembers what it hears. */
    private static final class Record implements CheckListener {
        final List<String> begun = new ArrayList<>();
        final List<NodeVerdict> nodes = new ArrayList<>();
        final List<LayerVerdict> layers = new ArrayList<>();
        final int patience;

        Record(int patience) {
            this.patience = patience;
        }

        @Override
        public void begins(String what, int done, int all) {
            assertThat(done).isEqualTo(begun.size()).isLessThan(all);
            begun.add(what);
        }

        @Override
        public void checked(NodeVerdict verdict) {
            nodes.add(verdict);
        }

        @Override
        public void checked(LayerVerdict verdict) {
            layers.add(verdict);
        }

        @Override
        public boolean cancelled() {
            return begun.size() >= patience;
        }

        Set<String> failing() {
            return nodes.stream()
                    .filter(node -> !node.holds())
                    .map(NodeVerdict::operator)
                    .collect(Collectors.toSet());
        }

        Outcome outcome(String layer) {
            return layers.stream()
                    .filter(each -> each.layer().equals(layer))
                    .findFirst()
                    .orElseThrow()
                    .outcome();
        }
    }

    private final Record record = new Record(Integer.MAX_VALUE);

    private boolean check(byte[] file, Function<String, Optional<Rule>> rules, CheckListener listener) {
        ForwardGraph network = ForwardGraph.of(file, "made");
        return new NetworkCheck(network, Preprocessing.TORCH, rules, Device.CPU, 1).run(listener);
    }

    private boolean check(byte[] file, Function<String, Optional<Rule>> rules) {
        return check(file, rules, record);
    }

    @Test
    void aRightNetworkHolds() {
        assertThat(check(MadeNetworks.small(), Rules::of)).isTrue();
        assertThat(record.nodes).extracting(NodeVerdict::operator).containsAll(PARTS);
        assertThat(record.nodes).allMatch(node -> node.error() <= 1e-4);
        assertThat(record.layers)
                .hasSizeGreaterThan(7)
                .allMatch(layer -> layer.outcome() == Outcome.HELD && layer.error() <= 0.05);
        assertThat(record.begun).hasSize(record.nodes.size() + record.layers.size());
    }

    /** Equal nodes are checked once; those of other shapes, weights or attributes are not equal. */
    @Test
    void nodesThatAreTheSameAreCheckedOnce() {
        check(MadeNetworks.chain(0.1, 1, 1, 1), Rules::of);
        assertThat(record.nodes)
                .filteredOn(node -> node.operator().equals("Relu"))
                .extracting(NodeVerdict::alike)
                .containsExactly(3);
        assertThat(record.nodes)
                .filteredOn(node -> node.operator().equals("Conv"))
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultInConvolutionsIsNoticedInNodesAndLayers(PlantedFault fault) {
        assertThat(check(MadeNetworks.small(), fault.in("Conv"))).isFalse();
        assertThat(record.failing()).containsExactly("Conv");
        // five percent in each of two convolutions are more than five, a lost border of one pixel may be less
        if (fault != PlantedFault.CROP) {
            assertThat(record.outcome("sum")).isEqualTo(Outcome.FAILED);
        }
    }

    @Test
    void aFaultInAnyPartIsNoticed() {
        for (String operator : PARTS) {
            Record heard = new Record(Integer.MAX_VALUE);
            assertThat(check(MadeNetworks.small(), PlantedFault.SIGN.in(operator), heard))
                    .as(operator)
                    .isFalse();
            assertThat(heard.failing()).as(operator).contains(operator);
        }
    }

    /** With equal weights a kernel is the same when it is turned: random ones stand in. */
    @Test
    void aKernelThatIsNotTurnedIsNoticedInWeightsThatAreAllTheSame() {
        assertThat(check(MadeNetworks.smallOfOneWeight(), Rules::of)).isTrue();
        assertThat(check(
                        MadeNetworks.smallOfOneWeight(), PlantedFault.unturnedKernels(), new Record(Integer.MAX_VALUE)))
                .isFalse();
    }

    @Test
    void layersThatOverflowAreHeldByTheirNodes() {
        byte[] file = MadeNetworks.chain(0, 1, 1e20, 1e25, 1);
        assertThat(check(file, Rules::of)).isTrue();
        LayerVerdict last = record.layers.get(record.layers.size() - 1);
        assertThat(last.outcome()).isEqualTo(Outcome.HELD_BY_ITS_NODES);
        assertThat(last.words()).contains("overflow");

        Record faulty = new Record(Integer.MAX_VALUE);
        assertThat(check(file, PlantedFault.FIVE_PERCENT.in("Relu"), faulty)).isFalse();
        assertThat(faulty.layers.get(faulty.layers.size() - 1).outcome()).isEqualTo(Outcome.NOT_MEASURABLE);
    }

    /** ½Σa² would be too large for float32, and the gradient too: the objective is scaled by the layer's RMS. */
    @Test
    void layersOfLargeNumbersAreMeasuredAllTheSame() {
        assertThat(check(MadeNetworks.chain(0, 1, 1e18, 1e18), Rules::of)).isTrue();
        assertThat(record.layers).allMatch(layer -> layer.outcome() == Outcome.HELD);
    }

    @Test
    void layersThatDoNotReactAreHeldByTheirNodes() {
        assertThat(check(MadeNetworks.chain(1e9, 1e-4, 1), Rules::of)).isTrue();
        assertThat(record.layers)
                .anyMatch(layer -> layer.outcome() == Outcome.HELD_BY_ITS_NODES
                        && layer.words().contains("does not react"));
    }

    @Test
    void layersOfZerosAreHeldByTheirNodes() {
        assertThat(check(MadeNetworks.chain(-1e6, 1), Rules::of)).isTrue();
        assertThat(record.layers)
                .allMatch(layer -> layer.outcome() == Outcome.HELD_BY_ITS_NODES
                        && layer.words().contains("zero"));
    }

    @Test
    void anUnsupportedOperatorIsRefusedInOneSentence() {
        assertThatThrownBy(() -> check(MadeNetworks.withUnsupportedOperator("Erf"), Rules::of))
                .isInstanceOfSatisfying(
                        DreamException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(DreamException.Kind.INPUT))
                .hasMessageContainingAll("Erf", "strange", "pool1")
                .hasMessageNotContaining("pool2");
        assertThat(record.begun).isEmpty();
    }

    @Test
    void itEndsWhenItIsToldTo() {
        assertThatThrownBy(() -> check(MadeNetworks.small(), Rules::of, new Record(3)))
                .isInstanceOfSatisfying(
                        DreamException.class,
                        ended -> assertThat(ended.kind()).isEqualTo(DreamException.Kind.CANCELLED));
    }
}
