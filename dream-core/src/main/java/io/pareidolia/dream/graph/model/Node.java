package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.pareidolia.dream.failure.StrangersName;
import java.util.List;

/**
 * One operation of the default domain.
 *
 * @param name what its file calls it; may be empty
 * @param inputs names of tensors; empty for an optional one that is left out
 * @param outputs names of tensors, at least one; empty for an optional one that is not wanted
 */
public record Node(String name, String operator, List<String> inputs, List<String> outputs, Attributes attributes) {
    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    public static Node of(NodeProto proto) {
        return new Node(
                proto.getName(),
                proto.getOpType(),
                proto.getInputList(),
                proto.getOutputList(),
                Attributes.of(proto.getAttributeList()));
    }

    /** The name of the input at {@code index}, or empty if it is left out. */
    public String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    public boolean hasInput(int index) {
        return !input(index).isEmpty();
    }

    public String output() {
        return outputs.get(0);
    }

    /** The same operation on other tensors. */
    public Node with(List<String> otherInputs, List<String> otherOutputs) {
        return new Node(name, operator, otherInputs, otherOutputs, attributes);
    }

    /** The same tensors under other attributes. */
    public Node with(Attributes other) {
        return new Node(name, operator, inputs, outputs, other);
    }

    /** As a person is told it: the file's name for it, or that of its first output. */
    public String title() {
        return StrangersName.of(
                name.isEmpty()
                        ? outputs.stream()
                                .filter(output -> !output.isEmpty())
                                .findFirst()
                                .orElse("")
                        : name);
    }

    /** Its title and its operator, for a sentence. */
    public String said() {
        return title() + " (" + StrangersName.of(operator) + ")";
    }

    NodeProto proto() {
        return NodeProto.newBuilder()
                .setName(name)
                .setOpType(operator)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(attributes.protos())
                .build();
    }
}
