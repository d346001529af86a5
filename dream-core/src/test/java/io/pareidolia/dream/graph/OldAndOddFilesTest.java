package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that are legal, and unlike what is exported nowadays. */
class OldAndOddFilesTest {
    private static ModelBuilder network(String weights) {
        return new ModelBuilder()
                .input("x", 1, 3, 32, 32)
                .floats(weights, Numbers.gaussian(new Random(3), 4, 3, 3, 3))
                .node("Conv", List.of("x", weights), List.of("c"), Map.of())
                .node("Relu", List.of("c"), List.of("y"), Map.of());
    }

    @Test
    void weightsMayBeListedAsInputsAndBeCalledAsTheDreamCallsItsOwn() {
        for (String name : List.of("w", "picture", "gradient", "step/before")) {
            ModelProto.Builder model = network(name).output("y").model().toBuilder();
            ValueInfoProto listed =
                    model.getGraph().getInput(0).toBuilder().setName(name).build();
            model.getGraphBuilder().addInput(listed);
            ForwardGraph read = ForwardGraph.of(model.build().toByteArray(), "old");
            assertThat(read.layers()).containsExactly("y");
            assertThat(DreamGraph.write(read, List.of(Target.of("y")), Preprocessing.NONE, 40, 40, true)
                            .getGraph()
                            .getInputList())
                    .extracting(ValueInfoProto::getName)
                    .containsExactly("picture");
        }
    }

    @Test
    void aBranchInTheHeadHidesOnlyWhatLiesBehindIt() {
        ModelProto.Builder model = network("w").output("y").model().toBuilder();
        GraphProto branch = GraphProto.newBuilder().setName("branch").build();
        model.getGraphBuilder()
                .addNode(NodeProto.newBuilder()
                        .setName("squeeze")
                        .setOpType("If")
                        .addInput("y")
                        .addOutput("z")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("then_branch")
                                .setType(AttributeProto.AttributeType.GRAPH)
                                .setG(branch)))
                .addNode(NodeProto.newBuilder().setOpType("Relu").addInput("z").addOutput("end"));
        ForwardGraph read = ForwardGraph.of(model.build().toByteArray(), "branching");
        assertThat(read.layers()).containsExactly("y");
        assertThat(DreamGraph.write(read, List.of(Target.of("y")), Preprocessing.NONE, 40, 40, true)
                        .getGraph()
                        .getNodeList())
                .extracting(NodeProto::getOpType)
                .doesNotContain("If");
        assertThatThrownBy(() -> read.tensor("end", Map.of()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("squeeze")
                .hasMessageContaining("If")
                .hasMessageContaining("y");
    }
}
