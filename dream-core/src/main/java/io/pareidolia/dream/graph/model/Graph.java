package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A graph under construction, in the one opset that the rest of the program knows. Nodes come in topological order;
 * each gets the types of its outputs as it is added. What does not depend on an input is set aside and computed once,
 * when somebody asks for its value or the graph is written. Not safe for use by several threads.
 */
public final class Graph {
    /** The opset that every graph is written in. */
    public static final int OPSET = 17;

    /** More elements than any array of the languages beneath can hold, or any dream can need. */
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE;

    /** Constants up to this size are compared, so that equal ones are kept once. */
    private static final int MOST_SHARED_BYTES = 1 << 18;

    private final Map<String, TensorType> types = new HashMap<>();
    private final Map<String, TensorType> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> constants;
    private final Map<Tensor, String> shared = new HashMap<>();
    private final Map<Derivation, Tensor> derived;
    private final Map<String, Node> pending = new HashMap<>();
    private final Map<String, Node> producers = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Set<String> taken;
    private final FoldingLimits limits = new FoldingLimits();
    private final Map<Emission, String> emissions = new HashMap<>();
    private int names;

    /** What a node with one result does; another that does the same has the same result. */
    private record Emission(String operator, String attributes, List<String> inputs) {}

    /** What was worked out from the bytes of a constant, in the words that say how. */
    private record Derivation(Identity source, String how) {}

    /** Equal only to itself: comparing megabytes would take longer than deriving. */
    @SuppressWarnings("ReferenceEquality")
    private record Identity(ByteString raw) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.raw == raw;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(raw);
        }
    }

    public Graph() {
        this(Set.of());
    }

    /** A graph that gives none of these names to tensors of its own, since a file has or will have them. */
    public Graph(Set<String> taken) {
        this.taken = Set.copyOf(taken);
        constants = new HashMap<>();
        derived = new ConcurrentHashMap<>();
    }

    private Graph(Graph other) {
        taken = other.taken;
        constants = new HashMap<>(other.constants);
        derived = other.derived;
        constants.forEach((name, tensor) -> types.put(name, tensor.type()));
    }

    /** A graph that begins with the known constants of this one, and shares what is derived from them. */
    public Graph withSameConstants() {
        return new Graph(this);
    }

    /** A graph that begins with the known constants and the inputs of this one, and gives new names like it. */
    public Graph withSameInputs() {
        settle(List.copyOf(pending.keySet()));
        Graph other = new Graph(this);
        inputs.forEach(other::input);
        other.shared.putAll(shared);
        other.names = names;
        return other;
    }

    /** A constant worked out from another one, once for all graphs that share it; {@code how} tells what was done. */
    public Tensor derived(Tensor source, String how, UnaryOperator<Tensor> work) {
        return derived.computeIfAbsent(
                new Derivation(new Identity(source.raw()), how + source.type()), key -> work.apply(source));
    }

    public String input(String name, TensorType type) {
        types.put(name, type);
        inputs.put(name, type);
        return name;
    }

    /** Makes a constant known under a name of its file. */
    public void define(String name, Tensor tensor) {
        constants.put(name, tensor);
        types.put(name, tensor.type());
    }

    /** A constant under a new name; small equal ones are kept once. */
    public String constant(Tensor tensor) {
        if (tensor.raw().size() <= MOST_SHARED_BYTES) {
            String known = shared.get(tensor);
            if (known != null) {
                return known;
            }
        }
        String name = fresh("constant");
        define(name, tensor);
        if (tensor.raw().size() <= MOST_SHARED_BYTES) {
            shared.put(tensor, name);
        }
        return name;
    }

    /** A name that no tensor has. */
    public String fresh(String hint) {
        String name;
        do {
            name = hint + "~" + names++;
        } while (types.containsKey(name) || taken.contains(name));
        return name;
    }

    /**
     * Adds a node whose inputs are all known.
     *
     * @throws IllegalArgumentException if the operator is unknown or its inputs do not fit; says why
     */
    public void add(Node node) {
        List<@Nullable TensorType> from = new ArrayList<>();
        for (String input : node.inputs()) {
            TensorType type = input.isEmpty() ? null : types.get(input);
            if (type == null && !input.isEmpty()) {
                throw new IllegalArgumentException("its input " + StrangersName.of(input) + " is not known");
            }
            from.add(type);
        }
        if (addKnown(node, from)) {
            return;
        }
        List<TensorType> results = OutputTypes.of(this, node, from);
        Signatures.check(node);
        int count = node.outputs().size();
        while (count > 0 && node.outputs().get(count - 1).isEmpty()) {
            count--;
        }
        if (count > results.size()) {
            throw new IllegalArgumentException("its output number " + (results.size() + 1) + " has no meaning here");
        }
        boolean constant = node.inputs().stream().allMatch(input -> input.isEmpty() || isConstant(input));
        if (constant) {
            limits.count(this, node, results);
        } else {
            check(results.subList(0, count));
        }
        for (int i = 0; i < count; i++) {
            String output = node.outputs().get(i);
            if (!output.isEmpty()) {
                types.put(output, results.get(i));
                (constant ? pending : producers).put(output, node);
            }
        }
        if (!constant) {
            nodes.add(node);
        }
    }

    private static void check(List<TensorType> results) {
        for (TensorType result : results) {
            if (result.elements() < 1 || result.elements() > MOST_ELEMENTS) {
                throw new IllegalArgumentException("it makes a tensor of " + Arrays.toString(result.shape())
                        + ", which is " + (result.elements() < 1 ? "empty" : "too large"));
            }
        }
    }

    /** Shapes, and constants inside a node, are known without running anything. */
    private boolean addKnown(Node node, List<@Nullable TensorType> from) {
        switch (node.operator()) {
            case "Constant" -> define(node.output(), OutputTypes.constant(node));
            case "Shape", "Size" -> {
                TensorType type = from.get(0);
                if (type == null) {
                    throw new IllegalArgumentException("it has no input");
                }
                define(node.output(), OutputTypes.shape(node, type));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds an operation with one result under a new name, and returns that name; or that of the result which the same
     * operation gave before.
     */
    public String emit(String operator, Attributes attributes, String... from) {
        Emission emission = new Emission(operator, attributes.key(), List.of(from));
        String known = emissions.get(emission);
        if (known != null) {
            return known;
        }
        String output = fresh(operator);
        add(new Node("", operator, List.of(from), List.of(output), attributes));
        emissions.put(emission, output);
        return output;
    }

    public String emit(String operator, String... from) {
        return emit(operator, Attributes.NONE, from);
    }

    public boolean isConstant(String name) {
        return constants.containsKey(name) || pending.containsKey(name);
    }

    /** The value of a constant, computed now if need be; empty for what depends on an input. */
    public Optional<Tensor> value(String name) {
        if (pending.containsKey(name)) {
            settle(List.of(name));
        }
        return Optional.ofNullable(constants.get(name));
    }

    public boolean knows(String name) {
        return types.containsKey(name);
    }

    public TensorType type(String name) {
        TensorType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("there is no tensor " + StrangersName.of(name));
        }
        return type;
    }

    /** The nodes that depend on an input, in order. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The node that depends on an input and makes this tensor, if there is one. */
    public Optional<Node> producer(String name) {
        return Optional.ofNullable(producers.get(name));
    }

    /** The values of every constant known by now. */
    public Map<String, Tensor> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** Computes the pending constants among {@code wanted}, all in one go. */
    public void settle(Collection<String> wanted) {
        List<String> missing =
                wanted.stream().filter(pending::containsKey).distinct().toList();
        if (missing.isEmpty()) {
            return;
        }
        Set<Node> closure = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        List<Node> order = new ArrayList<>();
        Deque<Node> stack = new ArrayDeque<>();
        for (String name : missing) {
            Node node = pending.get(name);
            if (node != null) {
                stack.push(node);
            }
        }
        while (!stack.isEmpty()) {
            Node node = stack.peek();
            List<Node> before = node.inputs().stream()
                    .map(pending::get)
                    .filter(each -> each != null && !closure.contains(each))
                    .toList();
            if (before.isEmpty()) {
                stack.pop();
                if (closure.add(node)) {
                    order.add(node);
                }
            } else {
                before.forEach(stack::push);
            }
        }
        ConstantFolding.run(order, constants, types, missing).forEach(constants::put);
        missing.forEach(pending::remove);
    }

    /** The nodes that {@code outputs} need, in order. */
    public List<Node> needed(Collection<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.inputs());
                kept.add(node);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    /** The file for ONNX Runtime: what {@code outputs} need and nothing else. */
    public ModelProto write(Collection<String> outputs) {
        List<Node> kept = needed(outputs);
        Set<String> used = new LinkedHashSet<>();
        kept.forEach(node -> used.addAll(node.inputs()));
        used.addAll(outputs);
        settle(used);
        GraphProto.Builder graph = GraphProto.newBuilder().setName("dream");
        inputs.forEach((name, type) -> {
            if (used.contains(name)) {
                graph.addInput(type.info(name));
            }
        });
        for (String name : used) {
            Tensor tensor = constants.get(name);
            if (tensor != null) {
                graph.addInitializer(tensor.proto(name));
            }
        }
        kept.forEach(node -> graph.addNode(node.proto()));
        outputs.forEach(name -> graph.addOutput(type(name).info(name)));
        return model(graph);
    }

    static ModelProto model(GraphProto.Builder graph) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("Pareidolia")
                .setGraph(graph)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .build();
    }

    /** A float constant of the element type of {@code like}, so that both can meet in one node. */
    public String number(double value, String like) {
        return ofElement(constant(Tensor.scalar((float) value)), type(like).element());
    }

    /** Float constants of the element type of {@code like}. */
    public String numbers(float[] values, String like, long... shape) {
        return ofElement(constant(Tensor.of(values, shape)), type(like).element());
    }

    private String ofElement(String name, DataType element) {
        return element == DataType.FLOAT
                ? name
                : emit("Cast", Attributes.NONE.with("to", (long) element.getNumber()), name);
    }

    @Override
    public String toString() {
        return nodes.size() + " nodes from " + Arrays.toString(inputs.keySet().toArray());
    }
}
