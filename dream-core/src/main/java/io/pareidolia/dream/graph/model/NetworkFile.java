package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.StrangersName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's ONNX file, read and checked before any runtime sees it: nodes in order, constants, and the one input
 * that takes a picture. Everything that is wrong with it is said in one sentence.
 *
 * @param title what people call the file
 * @param opset from 7 to 21
 * @param shape the input's dimensions; −1 where the file leaves one open
 */
public record NetworkFile(
        String title,
        int opset,
        List<Node> nodes,
        Map<String, Tensor> constants,
        String input,
        TensorProto.DataType element,
        long[] shape,
        List<String> outputs) {
    private static final int MOST_NODES = 20_000;
    private static final int OLDEST_OPSET = 7;
    private static final int NEWEST_OPSET = 21;

    /** What all weights may take together: a graph that holds them must itself stay below 2 GiB. */
    private static final long MOST_WEIGHT_BYTES = (1L << 31) - (1 << 26);

    /** What a dream graph calls its own ends; tensors of files that are called so get another name. */
    private static final Set<String> TAKEN = Set.of(
            "picture",
            "gradient",
            "objective",
            "step/before",
            "step/after",
            "step/mean",
            "step/rows",
            "step/columns",
            "step/rows_back",
            "step/columns_back");

    public static NetworkFile read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw DreamException.input("There is no network file " + title(file) + "; check its path.");
            }
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw DreamException.input(
                        title(file) + " is larger than 2 GB, more than an ONNX file can be; use a smaller network.");
            }
            return read(
                    Files.readAllBytes(file), title(file), file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw DreamException.input("The network " + title(file) + " cannot be read; check that the file is there.");
        }
    }

    private static String title(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Reads and checks a file in memory.
     *
     * @param bytes not copied: nobody may write to them afterwards
     * @param folder where the file's external data may lie; null for none
     */
    public static NetworkFile read(byte[] bytes, String title, @Nullable Path folder) {
        try {
            CodedInputStream stream = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            stream.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(stream);
            stream.checkLastTagWas(0);
            return new Reading(title, new ExternalData(folder), new HashMap<>()).read(model);
        } catch (InvalidProtocolBufferException malformed) {
            throw DreamException.input(title + " is no ONNX file, or a damaged one; download it again.");
        } catch (IOException failure) {
            throw DreamException.input("The network " + title + " cannot be read: its external data are missing.");
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw DreamException.input("The network " + title + " cannot be used: " + wrong.getMessage() + ".");
        }
    }

    /** Every name that a tensor has. */
    public Set<String> names() {
        Set<String> names = new HashSet<>(constants.keySet());
        names.add(input);
        nodes.forEach(node -> names.addAll(node.outputs()));
        return names;
    }

    private record Reading(String title, ExternalData external, Map<String, String> renamed) {
        NetworkFile read(ModelProto model) throws IOException {
            GraphProto graph = model.getGraph();
            if (graph.getNodeCount() == 0) {
                throw new IllegalArgumentException("it holds no network");
            }
            if (graph.getNodeCount() > MOST_NODES) {
                throw new IllegalArgumentException(
                        "it has " + graph.getNodeCount() + " nodes, and " + MOST_NODES + " is the most");
            }
            if (model.getFunctionsCount() > 0) {
                throw new IllegalArgumentException("it defines functions of its own; export it without");
            }
            if (graph.getSparseInitializerCount() > 0) {
                throw new IllegalArgumentException("it has sparse weights; export it with dense ones");
            }
            int opset = opset(model);
            rename(graph);
            Map<String, Tensor> constants = new LinkedHashMap<>();
            long bytes = 0;
            for (TensorProto proto : graph.getInitializerList()) {
                Tensor tensor = tensor(proto);
                bytes += tensor.type().bytes();
                if (bytes > MOST_WEIGHT_BYTES) {
                    throw new IllegalArgumentException("its weights take more than 2 GB");
                }
                constants.put(name(proto.getName()), tensor);
            }
            List<Node> nodes = nodes(graph, constants);
            ValueInfoProto input = input(graph, constants);
            return new NetworkFile(
                    title,
                    opset,
                    nodes,
                    constants,
                    name(input.getName()),
                    HalfPrecision.widened(
                            OutputTypes.element(input.getType().getTensorType().getElemType())),
                    input.getType().getTensorType().getShape().getDimList().stream()
                            .mapToLong(dimension -> dimension.getDimValue() > 0 ? dimension.getDimValue() : -1)
                            .toArray(),
                    graph.getOutputList().stream()
                            .map(output -> name(output.getName()))
                            .toList());
        }

        /** Finds names for the tensors that are called as the dream graph calls its own. */
        private void rename(GraphProto graph) {
            Set<String> names = new HashSet<>();
            graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
            graph.getInputList().forEach(input -> names.add(input.getName()));
            graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
            for (String taken : TAKEN) {
                String other = taken;
                while (names.contains(other)) {
                    other += "_";
                }
                renamed.put(taken, other);
            }
        }

        private String name(String given) {
            return renamed.getOrDefault(given, given);
        }

        private static int opset(ModelProto model) {
            long opset = 0;
            for (OperatorSetIdProto entry : model.getOpsetImportList()) {
                if (NodeChecks.isDefault(entry.getDomain())) {
                    opset = entry.getVersion();
                }
            }
            if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
                throw new IllegalArgumentException("it is written in opset " + opset + "; export it in one from "
                        + OLDEST_OPSET + " to " + NEWEST_OPSET);
            }
            return (int) opset;
        }

        private List<Node> nodes(GraphProto graph, Map<String, Tensor> constants) {
            Set<String> known = new HashSet<>(constants.keySet());
            graph.getInputList().forEach(input -> known.add(name(input.getName())));
            List<Node> nodes = new ArrayList<>();
            for (NodeProto proto : graph.getNodeList()) {
                if (proto.getOutputList().stream().allMatch(String::isEmpty)) {
                    throw new IllegalArgumentException(
                            "a node " + StrangersName.of(proto.getOpType()) + " in it has no output");
                }
                Node read = HalfPrecision.widened(Node.of(proto));
                Node node = read.with(
                        read.inputs().stream().map(this::name).toList(),
                        read.outputs().stream().map(this::name).toList());
                NodeChecks.check(proto, node);
                for (String input : node.inputs()) {
                    if (!input.isEmpty() && !known.contains(input)) {
                        throw new IllegalArgumentException("its node " + node.title() + " reads "
                                + StrangersName.of(input) + ", which nothing before it makes");
                    }
                }
                for (String output : node.outputs()) {
                    if (!output.isEmpty() && !known.add(output)) {
                        throw new IllegalArgumentException(
                                "two of its nodes make the tensor " + StrangersName.of(output));
                    }
                }
                nodes.add(node);
            }
            return nodes;
        }

        private ValueInfoProto input(GraphProto graph, Map<String, Tensor> constants) {
            List<ValueInfoProto> inputs = graph.getInputList().stream()
                    .filter(input -> !constants.containsKey(name(input.getName())))
                    .toList();
            List<ValueInfoProto> pictures = inputs.stream()
                    .filter(input -> input.getType().getTensorType().getShape().getDimCount() == 4)
                    .toList();
            if (inputs.size() != 1 || pictures.size() != 1) {
                throw new IllegalArgumentException("it must have one input, a picture of 1×3×H×W, and has "
                        + (inputs.size() == 1 ? "another" : inputs.size() + " inputs"));
            }
            return pictures.get(0);
        }

        private Tensor tensor(TensorProto proto) throws IOException {
            Tensor tensor = proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                    ? external.read(proto)
                    : TensorReading.read(proto);
            return HalfPrecision.widened(tensor);
        }
    }
}
