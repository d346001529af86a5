package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Modernization;
import io.pareidolia.dream.graph.model.NetworkFile;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import io.pareidolia.dream.graph.rule.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network as it was trained, loaded: checked, its constants folded, and known layer by layer at one size. From it
 * graphs are made for any other size. Safe for use by several threads.
 */
public final class ForwardGraph {
    /** The size at which a network is looked at that leaves its own open. */
    private static final int USUAL_SIDE = 224;

    private static final int LARGEST_SMALLEST_SIDE = 1024;

    private final NetworkFile file;
    private final Graph constants;
    private final List<Node> nodes;
    private final Graph reference;
    private final Map<String, String> obstacles;
    private final List<String> layers;
    private final boolean channelsLast;

    /** A graph for one size, and why some tensors are not in it. */
    record Sized(Graph graph, Map<String, String> obstacles) {}

    private ForwardGraph(NetworkFile file) {
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
        constants = new Graph();
        file.constants().forEach(constants::define);
        obstacles = new HashMap<>();
        nodes = fold();
        Sized sized = build(nativeHeight(), nativeWidth(), null, null);
        reference = sized.graph();
        obstacles.putAll(sized.obstacles());
        layers = LayerNames.blocks(reference, obstacles);
        if (layers.isEmpty()) {
            throw DreamException.input(
                    obstacles.isEmpty()
                            ? "The network " + file.title() + " has no layers that can be dreamed."
                            : "The network " + file.title() + " cannot dream: "
                                    + obstacles.values().iterator().next() + ".");
        }
    }

    /** Reads, checks and folds a file. Whatever is wrong with it is said in one sentence. */
    public static ForwardGraph load(Path file) {
        return new ForwardGraph(NetworkFile.read(file));
    }

    /** The same for a file in memory, whose bytes nobody may change afterwards. */
    public static ForwardGraph of(byte[] bytes, String title) {
        return new ForwardGraph(NetworkFile.read(bytes, title, null));
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
                extend(constants, modern, node, obstacles);
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
    private static void extend(Graph graph, Modernization modern, Node node, Map<String, String> obstacles) {
        for (String input : node.inputs()) {
            String obstacle = obstacles.get(input);
            if (obstacle != null) {
                node.outputs().forEach(output -> obstacles.put(output, obstacle));
                return;
            }
        }
        try {
            for (Node each : modern.of(node)) {
                graph.add(each);
                if (graph.producer(each.output()).isPresent()) {
                    Rules.of(each.operator())
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "the operator " + each.operator() + " is not supported"))
                            .check(graph, each);
                }
            }
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            String obstacle = "its node " + node.title() + " (" + node.operator() + ") cannot be used, since "
                    + wrong.getMessage();
            node.outputs().forEach(output -> obstacles.put(output, obstacle));
        }
    }

    /**
     * Builds the graph for one size.
     *
     * @param targets the tensors that are wanted; null for all
     * @param picture makes what the network takes from a 1×3×H×W picture; null to take that itself
     */
    private Sized build(int height, int width, @Nullable Collection<String> targets, @Nullable Preprocessing picture) {
        Graph graph = constants.withSameConstants();
        Map<String, String> found = new HashMap<>(obstacles);
        TensorType planes = new TensorType(DataType.FLOAT, new long[] {1, 3, height, width});
        if (picture == null) {
            graph.input(
                    file.input(),
                    (channelsLast ? planes.withShape(1, height, width, 3) : planes).withElement(file.element()));
        } else {
            PicturePreparation.add(graph, picture, planes, file.input(), file.element(), channelsLast);
        }
        Modernization modern = new Modernization(graph, file.opset());
        Loosening loosening = new Loosening(graph, reference);
        for (Node node : targets == null ? nodes : needed(targets)) {
            extend(graph, modern, targets == null ? node : loosening.of(node), found);
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

    /** What its file is called. */
    public String title() {
        return file.title();
    }

    private int nativeHeight() {
        return side(file.shape()[channelsLast ? 1 : 2]);
    }

    private int nativeWidth() {
        return side(file.shape()[channelsLast ? 2 : 3]);
    }

    private int side(long size) {
        if (size > 1 << 14) {
            throw DreamException.input("The network " + file.title() + " takes pictures of " + size
                    + " pixels, more than any that can be dreamed here.");
        }
        return size > 0 ? (int) size : USUAL_SIDE;
    }

    /** The tensors that leave a block, in order: the layers worth dreaming. Every other tensor can be named too. */
    public List<String> layers() {
        return layers;
    }

    /** Every tensor that can be dreamed, in order. */
    public List<String> tensors() {
        return reference.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(this::dreamable)
                .toList();
    }

    private boolean dreamable(String tensor) {
        return !obstacles.containsKey(tensor)
                && reference.producer(tensor).isPresent()
                && reference.type(tensor).isFloat()
                && nodes.stream().anyMatch(node -> node.outputs().contains(tensor));
    }

    /** The shape of a tensor at the network's own size: batch, channels, and mostly height and width. */
    public long[] shape(String tensor) {
        return reference.type(tensor).shape();
    }

    /** How many pixels of the picture lie between two neighbours of this layer; 0 for a layer that is no picture. */
    public int stride(String tensor) {
        TensorType type = reference.type(tensor);
        if (type.rank() != 4 || type.dimension(2) < 2) {
            return 0;
        }
        return (int) Math.round((double) nativeHeight() / type.dimension(2));
    }

    /** The layer that people mean: its tensor's name, an alias, or the name of a block. */
    public String tensor(String said, Map<String, String> aliases) {
        return LayerNames.tensor(this, said, aliases);
    }

    /** Why a tensor of the file cannot be dreamed. */
    Optional<String> obstacle(String tensor) {
        return Optional.ofNullable(obstacles.get(tensor));
    }

    /** What stands in the way of dreaming all of the network: one sentence each; empty if nothing does. */
    public List<String> obstacles() {
        return obstacles.values().stream().distinct().map(this::refusal).toList();
    }

    String refusal(String obstacle) {
        List<String> deepest = layers.subList(Math.max(0, layers.size() - 3), layers.size());
        return "The network " + file.title() + " cannot dream that deep: " + obstacle
                + "; the deepest layers that can be dreamed without it are " + String.join(", ", deepest) + ".";
    }

    /** The nodes that other tensors are made from, as far as they depend on the picture. */
    List<Node> nodes() {
        return nodes;
    }

    /** True if the network runs at this size as far as {@code targets}. */
    public boolean runsAt(int height, int width, Collection<String> targets) {
        Sized sized = build(height, width, targets, Preprocessing.NONE);
        return targets.stream().noneMatch(sized.obstacles()::containsKey);
    }

    /** True if the targets can only be reached at the size that the file was written for. */
    public boolean hasFixedSize(Collection<String> targets) {
        return !runsAt(nativeHeight() + 64, nativeWidth() + 32, targets);
    }

    /** Height and width that the file was written for. */
    public int[] nativeSize() {
        return new int[] {nativeHeight(), nativeWidth()};
    }

    /** The smallest side of a square picture that the network takes as far as {@code targets}. */
    public int smallestSide(Collection<String> targets) {
        int tooSmall = 0;
        int enough = Math.max(nativeHeight(), nativeWidth());
        while (!runsAt(enough, enough, targets)) {
            tooSmall = enough;
            enough *= 2;
            if (enough > LARGEST_SMALLEST_SIDE) {
                return tooSmall;
            }
        }
        while (enough - tooSmall > 1) {
            int middle = (enough + tooSmall) / 2;
            if (runsAt(middle, middle, targets)) {
                enough = middle;
            } else {
                tooSmall = middle;
            }
        }
        return enough;
    }

    /** The graph for one size as far as {@code targets}, with a float32 input {@code picture} of 1×3×H×W. */
    Graph at(int height, int width, Preprocessing preprocessing, Collection<String> targets) {
        Sized sized = build(height, width, targets, preprocessing);
        for (String target : targets) {
            String obstacle = sized.obstacles().get(target);
            if (obstacle != null) {
                throw DreamException.input("The network " + file.title() + " does not take a picture of " + width + "×"
                        + height + ": " + obstacle + ".");
            }
        }
        return sized.graph();
    }
}
