package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A network and the layer at which its speed is measured. */
record SpeedNetwork(String name, ForwardGraph network, String target, Preprocessing preprocessing) {
    /** Says which are there: the bundled one always, the classic of 2015 if {@code -Dpareidolia.googlenet} names it. */
    static List<String> present() {
        List<String> names = new ArrayList<>(List.of("inception-v3"));
        String googlenet = System.getProperty("pareidolia.googlenet", "");
        if (Files.isRegularFile(Path.of(googlenet))) {
            names.add("googlenet");
        } else {
            System.out.println("googlenet is left out: -Dpareidolia.googlenet=PATH does not name its file");
        }
        return names;
    }

    static SpeedNetwork named(String name) {
        try {
            if (name.equals("googlenet")) {
                Path file = Path.of(System.getProperty("pareidolia.googlenet", ""));
                return new SpeedNetwork(
                        name,
                        ForwardGraph.of(Files.readAllBytes(file), name),
                        "inception_4c/output_1",
                        Preprocessing.CAFFE);
            }
            try (InputStream stream = SpeedNetwork.class.getResourceAsStream("/networks/inception-v3.onnx")) {
                byte[] bytes = java.util.Objects.requireNonNull(stream).readAllBytes();
                return new SpeedNetwork(name, ForwardGraph.of(bytes, name), "mixed5", Preprocessing.TF);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ModelProto gradient(int height, int width) {
        return DreamGraph.write(network, List.of(Target.of(target)), preprocessing, height, width, true);
    }

    /** The objective alone: the way there, and not back. */
    ModelProto value(int height, int width) {
        return DreamGraph.value(network, List.of(Target.of(target)), preprocessing, height, width, true);
    }

    /** As the file says it, with the target as its output: for libtorch. */
    ModelProto forward(int height, int width) {
        return DreamGraph.forward(network, List.of(Target.of(target)), preprocessing, height, width);
    }

    /** Floating-point operations of the convolutions of one forward pass; a gradient step has twice as many. */
    double operations(int height, int width) {
        Graph graph = network.at(height, width, preprocessing, List.of(target));
        double sum = 0;
        for (Node node : graph.nodes()) {
            if (node.operator().equals("Conv")) {
                long[] weights = graph.type(node.input(1)).shape();
                double taps = (double) weights[1] * weights[2] * weights[3];
                sum += 2 * taps * graph.type(node.output()).elements();
            }
        }
        return sum;
    }

    /** A picture of smooth colours with some noise, in 0..255. */
    static float[] picture(int height, int width) {
        Random random = new Random(5);
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            int y = i / width;
            double smooth = Math.sin(x * 0.05 + y * 0.011) + Math.sin(y * 0.037 - x * 0.02);
            values[i] = (float) Math.max(0, Math.min(255, 128 + 50 * smooth + 20 * random.nextGaussian()));
        }
        return values;
    }

    /** The product of two square matrices: what the machine can do at best. */
    static ModelProto product(int side) {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8);
        model.addOpsetImportBuilder().setVersion(17);
        float[] values = picture(side, side);
        TensorProto.Builder weights = TensorProto.newBuilder()
                .setName("b")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(side)
                .addDims(side);
        for (int i = 0; i < side * side; i++) {
            weights.addFloatData(values[i]);
        }
        ValueInfoProto result = ModelBuilder.value("c", TensorProto.DataType.FLOAT, 1);
        model.getGraphBuilder()
                .setName("product")
                .addInitializer(weights)
                .addInput(ModelBuilder.value("a", TensorProto.DataType.FLOAT, side, side))
                .addNode(NodeProto.newBuilder()
                        .setOpType("MatMul")
                        .addInput("a")
                        .addInput("b")
                        .addOutput("product"))
                .addNode(NodeProto.newBuilder()
                        .setOpType("ReduceMax")
                        .addInput("product")
                        .addOutput("c"))
                .addOutput(result.toBuilder().clearType().build());
        return model.build();
    }
}
