package io.pareidolia.dream.graph;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.NetworkFile;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network as it was trained, loaded: checked, its constants folded, and known layer by layer at one size. From it
 * graphs are made for any other size. Safe for use by several threads.
 */
public final class ForwardGraph {
    /** The sizes at which a network is looked at that leaves its own open: the first at which all of it runs. */
    private static final List<Integer> USUAL_SIDES = List.of(224, 256, 299, 320, 384, 448, 512, 640);

    /** Two pictures that differ by this differ by whole pixels in every layer. */
    private static final int STEPS = 960;

    private static final int LARGEST_SMALLEST_SIDE = 1024;

    private final NetworkFile file;
    private final Sizing sizing;
    private final Graph written;
    private final Graph reference;
    private final Map<String, String> obstacles;
    private final List<String> tensors;
    private final List<String> layers;
    private final int usualSide;
    private final AtomicReference<Sizing.@Nullable Sized> large = new AtomicReference<>();

    private ForwardGraph(NetworkFile file) {
        this.file = file;
        sizing = new Sizing(file);
        int side = USUAL_SIDES.get(0);
        Sizing.Sized own = sizing.asWritten(side);
        for (int other : sizing.isOpen() ? USUAL_SIDES : List.<Integer>of()) {
            Sizing.Sized there = sizing.asWritten(other);
            if (there.obstacles().size() < own.obstacles().size()) {
                own = there;
                side = other;
            }
        }
        usualSide = side;
        written = own.graph();
        if (sizing.batch() > 1) {
            own = sizing.build(1, nativeHeight(), nativeWidth(), null, null, written);
        }
        reference = own.graph();
        obstacles = own.obstacles();
        Set<String> made = new HashSet<>();
        sizing.nodes().forEach(node -> made.addAll(node.outputs()));
        made.remove("");
        tensors = reference.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(tensor -> made.contains(tensor)
                        && !obstacles.containsKey(tensor)
                        && reference.type(tensor).isFloat())
                .toList();
        layers = LayerNames.blocks(reference, Set.copyOf(tensors));
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
        try {
            return new ForwardGraph(NetworkFile.read(file));
        } catch (OutOfMemoryError full) {
            throw tooLarge(String.valueOf(file.getFileName()), full);
        }
    }

    /** The same for a file in memory, whose bytes nobody may change afterwards. */
    public static ForwardGraph of(byte[] bytes, String title) {
        try {
            return new ForwardGraph(NetworkFile.read(bytes, title, null));
        } catch (OutOfMemoryError full) {
            throw tooLarge(title, full);
        }
    }

    private static DreamException tooLarge(String title, OutOfMemoryError full) {
        return new DreamException(
                DreamException.Kind.MACHINE,
                "The network " + title + " needs more memory than Java may use here; a larger -Xmx gives it more.",
                full);
    }

    /**
     * About how much of the Java heap it takes once it has dreamed, in bytes: its weights as they were read and folded,
     * and as they are laid out for the way there and back.
     */
    public long bytes() {
        return 3
                * written.constants().values().stream()
                        .mapToLong(constant -> constant.type().bytes())
                        .sum();
    }

    /** What its file is called. */
    public String title() {
        return file.title();
    }

    private int nativeHeight() {
        return sizing.side(2, usualSide);
    }

    private int nativeWidth() {
        return sizing.side(3, usualSide);
    }

    /** The tensors that leave a block, in order: the layers worth dreaming. Every other tensor can be named too. */
    public List<String> layers() {
        return layers;
    }

    /** Every tensor that can be dreamed, in order. */
    public List<String> tensors() {
        return tensors;
    }

    /** The shape of a tensor at the network's own size: batch, channels, and mostly height and width. */
    public long[] shape(String tensor) {
        return reference.type(tensor).shape();
    }

    /**
     * How many pixels of the picture lie between two neighbours of this layer, at least 1; 0 for a layer that is no
     * picture.
     */
    public int stride(String tensor) {
        TensorType type = reference.type(tensor);
        if (type.rank() != 4) {
            return 0;
        }
        Sizing.Sized larger = larger();
        if (!larger.obstacles().containsKey(tensor) && larger.graph().knows(tensor)) {
            long more = larger.graph().type(tensor).dimension(2) - type.dimension(2);
            return more <= 0 ? 0 : (int) Math.max(1, Math.round((double) STEPS / more));
        }
        return type.dimension(2) < 2 ? 0 : (int) Math.max(1, Math.round((double) nativeHeight() / type.dimension(2)));
    }

    /** The network for a picture that is larger by whole strides, whatever they are. */
    private Sizing.Sized larger() {
        Sizing.Sized known = large.get();
        if (known == null) {
            known = sizing.build(1, nativeHeight() + STEPS, nativeWidth() + STEPS, null, null, written);
            large.set(known);
        }
        return known;
    }

    /** The layer that people mean: its tensor's name, an alias, or the name of a block. */
    public String tensor(String said, Map<String, String> aliases) {
        return LayerNames.tensor(this, said, aliases);
    }

    /** The shortest name that {@link #tensor} reads as this tensor: an alias, its block, or its own name. */
    public String shortestName(String tensor, Map<String, String> aliases) {
        return LayerNames.shortest(this, tensor, aliases);
    }

    /** Why a tensor of the file cannot be dreamed. */
    Optional<String> obstacle(String tensor) {
        return Optional.ofNullable(obstacles.get(tensor));
    }

    /** What stands in the way of dreaming all of the network: one sentence each; empty if nothing does. */
    public List<String> obstacles() {
        return obstacles.values().stream().distinct().map(this::refusal).toList();
    }

    /** Why nothing that a name begins can be dreamed. */
    Optional<String> obstacleWithin(String prefix) {
        return sizing.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .filter(output -> output.startsWith(prefix) && obstacles.containsKey(output))
                .findFirst()
                .flatMap(this::obstacle);
    }

    String refusal(String obstacle) {
        String deepest = layers.subList(Math.max(0, layers.size() - 3), layers.size()).stream()
                .map(StrangersName::of)
                .collect(Collectors.joining(", "));
        return "The network " + file.title() + " cannot dream that deep: " + obstacle
                + "; the deepest layers that can be dreamed without it are " + deepest + ".";
    }

    /** The nodes that other tensors are made from, as far as they depend on the picture. */
    List<Node> nodes() {
        return sizing.nodes();
    }

    /** True if the network runs at this size as far as {@code targets}. */
    public boolean runsAt(int height, int width, Collection<String> targets) {
        Sizing.Sized sized = sizing.build(1, height, width, targets, Preprocessing.NONE, written);
        return targets.stream().noneMatch(sized.obstacles()::containsKey);
    }

    /**
     * True if the targets can only be reached at the size that the file was written for, or only at sizes that are
     * multiples of something.
     */
    public boolean hasFixedSize(Collection<String> targets) {
        return !runsAt(nativeHeight() + 64, nativeWidth() + 32, targets)
                || !runsAt(nativeHeight() + 37, nativeWidth() + 51, targets)
                || !runsAt(nativeHeight() + 22, nativeWidth() + 77, targets);
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
    public Graph at(int height, int width, Preprocessing preprocessing, Collection<String> targets) {
        Sizing.Sized sized = sizing.build(1, height, width, targets, preprocessing, written);
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
