package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.pareidolia.dream.failure.StrangersName;
import java.util.List;
import java.util.Set;

/** What is demanded of each node of a stranger's file before anything else looks at it. */
final class NodeChecks {
    /** Far beyond any network that looks at pictures, far below what overflows. */
    private static final long LARGEST_GROUP = 1 << 20;

    private static final long LARGEST_WINDOW = 1 << 12;

    /** Attributes that are one count of pixels or channels, or a list of them. */
    private static final Set<String> COUNTS = Set.of("strides", "dilations", "kernel_shape", "group", "blocksize");

    /** Operators that hold graphs of their own: none is supported, and none is given to the runtime. */
    private static final Set<String> WITH_GRAPHS = Set.of("If", "Loop", "Scan", "SequenceMap");

    private NodeChecks() {}

    /** True for what belongs to ONNX itself. */
    static boolean isDefault(String domain) {
        return domain.isEmpty() || domain.equals("ai.onnx");
    }

    /** Refuses a node that says what no ordinary node does; the message says why. */
    static void check(NodeProto proto, Node node) {
        if (!isDefault(proto.getDomain())) {
            throw new IllegalArgumentException(
                    "the operator " + StrangersName.of(proto.getDomain() + "." + node.operator()) + " of its node "
                            + node.title() + " is not an ordinary ONNX operator");
        }
        for (AttributeProto attribute : proto.getAttributeList()) {
            boolean holdsGraph = attribute.hasG() || attribute.getGraphsCount() > 0;
            if (holdsGraph && !WITH_GRAPHS.contains(node.operator())) {
                throw new IllegalArgumentException("its node " + node.said() + " holds a graph of its own");
            }
            if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                throw new IllegalArgumentException("its node " + node.said() + " holds a sparse tensor");
            }
            if (!attribute.getRefAttrName().isEmpty()) {
                throw new IllegalArgumentException("its node " + node.said() + " refers to a function");
            }
            boolean holdsTensor = attribute.hasT() || attribute.getTensorsCount() > 0;
            if (holdsTensor && !Set.of("Constant", "ConstantOfShape").contains(node.operator())) {
                throw new IllegalArgumentException("its node " + node.said() + " holds a tensor");
            }
            checkRange(attribute, node);
        }
        if (node.operator().equals("LRN")) {
            long size = node.attributes().integer("size", 0);
            if (size < 1 || size > LARGEST_WINDOW) {
                throw new IllegalArgumentException(
                        "its node " + node.said() + " says size=" + size + ", which is out of range");
            }
        }
    }

    private static void checkRange(AttributeProto attribute, Node node) {
        String name = attribute.getName();
        boolean pads = name.equals("pads");
        if (!pads && !COUNTS.contains(name)) {
            return;
        }
        long least = !pads ? 1 : node.operator().equals("Pad") ? -LARGEST_WINDOW : 0;
        long most = name.equals("group") ? LARGEST_GROUP : LARGEST_WINDOW;
        List<Long> values = attribute.getIntsCount() > 0 || pads ? attribute.getIntsList() : List.of(attribute.getI());
        for (long value : values) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "its node " + node.said() + " says " + name + "=" + value + ", which is out of range");
            }
        }
    }
}
