package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Far beyond any network that looks at pictures, far below what overflows. */
    private static final long LARGEST_ATTRIBUTE = 1 << 20;

    /** Attributes that are lists of, or one, count of pixels or channels. */
    private static final Set<String> COUNTS = Set.of("strides", "dilations", "kernel_shape", "group", "blocksize");

    public static NetworkFile read(Path file) {
        try {
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
            return new Reading(title, folder).read(ModelProto.parseFrom(stream));
        } catch (InvalidProtocolBufferException malformed) {
            throw DreamException.input(title + " is no ONNX file, or a damaged one; download it again.");
        } catch (IOException failure) {
            throw DreamException.input("The network " + title + " cannot be read: its external data are missing.");
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw DreamException.input("The network " + title + " cannot be used: " + wrong.getMessage() + ".");
        }
    }

    private record Reading(String title, @Nullable Path folder) {
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
            Map<String, Tensor> constants = new LinkedHashMap<>();
            for (TensorProto tensor : graph.getInitializerList()) {
                constants.put(tensor.getName(), tensor(tensor));
            }
            List<Node> nodes = nodes(graph, constants);
            ValueInfoProto input = input(graph, constants);
            return new NetworkFile(
                    title,
                    opset,
                    nodes,
                    constants,
                    input.getName(),
                    OutputTypes.element(input.getType().getTensorType().getElemType()),
                    input.getType().getTensorType().getShape().getDimList().stream()
                            .mapToLong(dimension -> dimension.getDimValue() > 0 ? dimension.getDimValue() : -1)
                            .toArray(),
                    graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
        }

        private static int opset(ModelProto model) {
            long opset = 0;
            for (OperatorSetIdProto entry : model.getOpsetImportList()) {
                if (isDefault(entry.getDomain())) {
                    opset = entry.getVersion();
                }
            }
            if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
                throw new IllegalArgumentException("it is written in opset " + opset + "; export it in one from "
                        + OLDEST_OPSET + " to " + NEWEST_OPSET);
            }
            return (int) opset;
        }

        private static boolean isDefault(String domain) {
            return domain.isEmpty() || domain.equals("ai.onnx");
        }

        private static List<Node> nodes(GraphProto graph, Map<String, Tensor> constants) {
            Set<String> known = new HashSet<>(constants.keySet());
            graph.getInputList().forEach(input -> known.add(input.getName()));
            List<Node> nodes = new ArrayList<>();
            for (NodeProto proto : graph.getNodeList()) {
                if (proto.getOutputCount() == 0) {
                    throw new IllegalArgumentException("a node " + proto.getOpType() + " in it has no output");
                }
                Node node = Node.of(proto);
                if (!isDefault(proto.getDomain())) {
                    throw new IllegalArgumentException("the operator " + proto.getDomain() + "." + node.operator()
                            + " of its node " + node.title() + " is not an ordinary ONNX operator");
                }
                check(proto, node);
                for (String input : node.inputs()) {
                    if (!input.isEmpty() && !known.contains(input)) {
                        throw new IllegalArgumentException(
                                "its node " + node.title() + " reads " + input + ", which nothing before it makes");
                    }
                }
                for (String output : node.outputs()) {
                    if (!output.isEmpty() && !known.add(output)) {
                        throw new IllegalArgumentException("two of its nodes make the tensor " + output);
                    }
                }
                nodes.add(node);
            }
            return nodes;
        }

        private static void check(NodeProto proto, Node node) {
            for (AttributeProto attribute : proto.getAttributeList()) {
                if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                    throw new IllegalArgumentException(
                            "its node " + node.title() + " (" + node.operator() + ") holds a graph of its own");
                }
                if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                    throw new IllegalArgumentException("its node " + node.title() + " holds a sparse tensor");
                }
                if (!attribute.getRefAttrName().isEmpty()) {
                    throw new IllegalArgumentException("its node " + node.title() + " refers to a function");
                }
                List<Long> values = attribute.getIntsCount() > 0 ? attribute.getIntsList() : List.of(attribute.getI());
                long least = COUNTS.contains(attribute.getName()) ? 1 : -LARGEST_ATTRIBUTE;
                boolean counted = COUNTS.contains(attribute.getName())
                        || attribute.getName().equals("pads");
                for (long value : values) {
                    if (counted && (value < least || value > LARGEST_ATTRIBUTE)) {
                        throw new IllegalArgumentException("its node " + node.title() + " (" + node.operator()
                                + ") says " + attribute.getName() + "=" + value + ", which is out of range");
                    }
                }
            }
            if (node.operator().equals("LRN")
                    && (node.attributes().integer("size", 0) < 1
                            || node.attributes().integer("size", 0) > LARGEST_ATTRIBUTE)) {
                throw new IllegalArgumentException("its node " + node.title() + " (LRN) has a size out of range");
            }
        }

        private static ValueInfoProto input(GraphProto graph, Map<String, Tensor> constants) {
            List<ValueInfoProto> inputs = graph.getInputList().stream()
                    .filter(input -> !constants.containsKey(input.getName()))
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
            if (proto.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
                return TensorReading.read(proto);
            }
            String location = "";
            long offset = 0;
            long length = -1;
            for (var entry : proto.getExternalDataList()) {
                switch (entry.getKey()) {
                    case "location" -> location = entry.getValue();
                    case "offset" -> offset = number(entry.getValue());
                    case "length" -> length = number(entry.getValue());
                    default -> {
                        // a checksum, say: the element count is what is checked
                    }
                }
            }
            TensorType type = TensorReading.type(proto);
            if (length >= 0 && length != type.bytes()) {
                throw new IllegalArgumentException(
                        "the external data of the tensor " + proto.getName() + " do not fit its shape");
            }
            Path file = external(location);
            try (FileChannel channel = FileChannel.open(file)) {
                if (offset < 0 || offset > channel.size() - type.bytes()) {
                    throw new IllegalArgumentException(
                            "the external data of the tensor " + proto.getName() + " end before it does");
                }
                ByteString raw = UnsafeByteOperations.unsafeWrap(
                        channel.map(FileChannel.MapMode.READ_ONLY, offset, type.bytes()));
                return new Tensor(type, raw);
            }
        }

        private static long number(String text) {
            if (!text.matches("[0-9]{1,18}")) {
                throw new IllegalArgumentException("it says where its external data are in no number");
            }
            return Long.parseLong(text);
        }

        private Path external(String location) throws IOException {
            if (folder == null) {
                throw new IllegalArgumentException("its weights are in another file");
            }
            try {
                Path own = folder.toRealPath();
                Path file = own.resolve(location);
                if (location.isEmpty()
                        || !file.normalize().startsWith(own)
                        || !Files.isRegularFile(file)
                        || !file.toRealPath().startsWith(own)) {
                    throw new IllegalArgumentException(
                            "its weights are said to be in " + location + ", which is no file in its own folder");
                }
                return file;
            } catch (InvalidPathException wrong) {
                throw new IllegalArgumentException("its weights are in a file that cannot be named", wrong);
            }
        }
    }
}
