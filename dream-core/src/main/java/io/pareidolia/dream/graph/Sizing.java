package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Modernization;
import io.pareidolia.dream.graph.model.NetworkFile;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a network's graph for any size: what does not depend on the picture is computed once, the rest is brought to
 * the internal opset and looked at node by node. Safe for use by several threads.
 */
final class Sizing {
    private static final int LARGEST_SIDE = 1 << 14;

    private static final int LARGEST_BATCH = 1 << 12;

    private final NetworkFile file;
    private final Graph constants;
    private final List<Node> nodes;
    private final Map<String, String> obstacles = new HashMap<>();
    private final boolean channelsLast;

    /** A graph for one size, and why some tensors are not in it. */
    record Sized(Graph graph, Map<String, String> obstacles) {}

    Sizing(NetworkFile file) {
        this.file = file;
        channelsLast = file.shape()[1] != 3 && file.shape()[3] == 3;
        long channels = file.shape()[channelsLast ? 3 : 1];
        if (channels != 3 && channels != -1) {
            throw DreamException.input("The network " + file.title() + " takes pictures of " + channels
                    + " channels; only networks that take 3, red, green and blue, can dream.");
        }
        if (!new TensorType(file.element(), new long[0]).isFloat()) {
            throw DreamException.input(
                    "The network " + file.title()
                            + " takes a picture of whole numbers, through which no gradient flows; export it with float input.");
        }
        constants = new Graph(file.names());
        file.constants().forEach(constants::define);
        nodes = fold();
    }

    /** The nodes that depend on the picture, in order. */
    List<Node> nodes() {
        return nodes;
    }

    /** Sets aside what does not depend on the picture, computes it once, and returns the other nodes. */
    private List<Node> fold() {
        Modernization modern = new Modernization(constants, file.opset());
        List<Node> kept = new ArrayList<>();
        Set<String> wanted = new HashSet<>(file.outputs());
        Set<String> active = new HashSet<>(Set.of(file.input()));
        for (Node node : file.nodes()) {
            if (node.inputs().stream().anyMatch(active::contains)) {
                active.addAll(node.outputs());
                wanted.addAll(node.inputs());
                kept.add(node);
            } else {
                extend(constants, modern, null, node, obstacles);
            }
        }
        try {
            constants.settle(wanted);
        } catch (IllegalArgumentException failure) {
            throw DreamException.input(
                    "The network " + file.title() + " cannot be used: " + failure.getMessage() + ".");
        }
        return kept;
    }

    /** Adds a node, or notes why what it makes cannot be had. */
    private static void extend(
            Graph graph,
            Modernization modern,
            @Nullable Loosening loosening,
            Node node,
            Map<String, String> obstacles) {
        for (String input : node.inputs()) {
            String obstacle = obstacles.get(input);
            if (obstacle != null) {
                block(node, obstacle, obstacles);
                return;
            }
        }
        try {
            for (Node each : modern.of(loosening == null ? node : loosening.of(node))) {
                graph.add(each);
                if (each.outputs().stream()
                        .anyMatch(output -> graph.producer(output).isPresent())) {
                    Rules.of(each.operator())
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "the operator " + StrangersName.of(each.operator()) + " is not supported"))
                            .check(graph, each);
                }
            }
        } catch (IllegalArgumentException wrong) {
            block(node, cannotBeUsed(node, String.valueOf(wrong.getMessage())), obstacles);
        } catch (ArithmeticException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | NoSuchElementException wrong) {
            block(node, cannotBeUsed(node, "its attributes do not fit its inputs"), obstacles);
        }
    }

    private static String cannotBeUsed(Node node, String reason) {
        return "its node " + node.said() + " cannot be used, since " + reason;
    }

    private static void block(Node node, String obstacle, Map<String, String> obstacles) {
        node.outputs().stream().filter(output -> !output.isEmpty()).forEach(output -> obstacles.put(output, obstacle));
    }

    /** The network as its file is written; {@code side} is taken where the file leaves the picture's size open. */
    Sized asWritten(int side) {
        return build(batch(), side(2, side), side(3, side), null, null, null);
    }

    /**
     * Builds the graph for one size.
     *
     * @param targets the tensors that are wanted; null for all
     * @param picture makes what the network takes from a 1×3×H×W picture; null to take that itself
     * @param as the network as its file is written, if sizes that it bakes in are to be freed
     */
    Sized build(
            long batch,
            int height,
            int width,
            @Nullable Collection<String> targets,
            @Nullable Preprocessing picture,
            @Nullable Graph as) {
        Graph graph = constants.withSameConstants();
        Map<String, String> found = new HashMap<>(obstacles);
        TensorType planes = new TensorType(DataType.FLOAT, new long[] {batch, 3, height, width});
        if (picture == null) {
            graph.input(
                    file.input(),
                    (channelsLast ? planes.withShape(batch, height, width, 3) : planes).withElement(file.element()));
        } else {
            PicturePreparation.add(graph, picture, planes, file.input(), file.element(), channelsLast);
        }
        Modernization modern = new Modernization(graph, file.opset());
        Loosening loosening = as == null ? null : new Loosening(graph, as, isOpen());
        for (Node node : targets == null ? nodes : needed(targets)) {
            extend(graph, modern, loosening, node, found);
        }
        return new Sized(graph, found);
    }

    private List<Node> needed(Collection<String> targets) {
        Set<String> wanted = new HashSet<>(targets);
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(nodes.get(i).inputs());
                kept.add(0, nodes.get(i));
            }
        }
        return kept;
    }

    /** How many pictures the file is written for. */
    long batch() {
        long pictures = Math.max(1, file.shape()[0]);
        if (pictures > LARGEST_BATCH) {
            throw DreamException.input("The network " + file.title() + " takes " + pictures
                    + " pictures at a time, more than any that can be dreamed here.");
        }
        return pictures;
    }

    /** True if the file takes pictures of any size, as far as its input says. */
    boolean isOpen() {
        return side(2, 0) == 0 || side(3, 0) == 0;
    }

    /** The size along axis 2 or 3 of N×3×H×W that the file is written for, or {@code otherwise}. */
    int side(int axis, int otherwise) {
        long size = file.shape()[channelsLast ? axis - 1 : axis];
        if (size > LARGEST_SIDE) {
            throw DreamException.input("The network " + file.title() + " takes pictures of " + size
                    + " pixels, more than any that can be dreamed here.");
        }
        return size > 0 ? (int) size : otherwise;
    }
}
