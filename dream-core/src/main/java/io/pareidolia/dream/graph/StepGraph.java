package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.pareidolia.dream.graph.model.Attributes;
import io.pareidolia.dream.graph.model.Graph;
import io.pareidolia.dream.graph.model.Node;
import io.pareidolia.dream.graph.model.TensorType;
import java.util.List;

/**
 * A whole step up the gradient as one graph, for devices to and from which pictures travel slowly: the picture is rolled,
 * its gradient rolled back and smoothed, and added with the length step / mean|g|; then each value is clipped to 0..255.
 */
public final class StepGraph {
    /** The picture before the step, float32 1×3×H×W in grey levels: the first input. */
    public static final String BEFORE = "step/before";

    /** For each row of the rolled picture, which row of the picture it is: int64, H. */
    public static final String ROWS = "step/rows";

    /** Likewise for the columns: int64, W. */
    public static final String COLUMNS = "step/columns";

    /** For each row of the picture, where it is in the rolled one. */
    public static final String ROWS_BACK = "step/rows_back";

    /** Likewise for the columns. */
    public static final String COLUMNS_BACK = "step/columns_back";

    /** The picture after the step, as {@link #BEFORE}. */
    public static final String AFTER = "step/after";

    /** mean|g|, one number: not finite where the network overflows. */
    public static final String MEAN = "step/mean";

    /** A gradient that is smaller than this everywhere leads nowhere. */
    private static final double LEAST_MEAN = 1e-30;

    private StepGraph() {}

    /**
     * Writes the graph as the bytes of an ONNX file. Its outputs are {@link #AFTER}, {@link DreamGraph#OBJECTIVE} before
     * the step, and {@link #MEAN}.
     *
     * @param scatter whether the device adds scattered numbers in the same order each time
     * @param step how far the picture moves, in grey levels
     * @param smooth levels of Laplacian smoothing, 0 or more
     */
    public static byte[] file(
            ForwardGraph network,
            List<Target> targets,
            Preprocessing preprocessing,
            int height,
            int width,
            boolean scatter,
            double step,
            int smooth) {
        Graph graph = DreamGraph.complete(network, targets, preprocessing, height, width, scatter);
        TensorType picture = graph.type(DreamGraph.PICTURE);
        String before = graph.input(BEFORE, picture);
        String gradient = moved(graph, DreamGraph.GRADIENT, ROWS_BACK, COLUMNS_BACK);
        gradient = new SmoothingGraph(graph).normalised(gradient, smooth);
        String mean = graph.emit("ReduceMean", graph.emit("Abs", gradient));
        String divisor = graph.emit("Max", mean, graph.number(LEAST_MEAN, mean));
        String factor = graph.emit("Div", graph.number(step, mean), divisor);
        String sum = graph.emit("Add", before, graph.emit("Mul", gradient, factor));
        String clipped = graph.emit("Clip", sum, graph.number(0, sum), graph.number(255, sum));
        named(graph, clipped, AFTER);
        named(graph, mean, MEAN);
        return rolling(graph.write(List.of(AFTER, DreamGraph.OBJECTIVE, MEAN)), picture)
                .toByteArray();
    }

    private static String moved(Graph graph, String planes, String rows, String columns) {
        TensorType type = graph.type(planes);
        graph.input(rows, indices(type.dimension(2)));
        graph.input(columns, indices(type.dimension(3)));
        String lines = graph.emit("Gather", Attributes.NONE.with("axis", 2), planes, rows);
        return graph.emit("Gather", Attributes.NONE.with("axis", 3), lines, columns);
    }

    private static TensorType indices(long count) {
        return new TensorType(DataType.INT64, new long[] {count});
    }

    private static void named(Graph graph, String tensor, String name) {
        graph.add(new Node("", "Identity", List.of(tensor), List.of(name), Attributes.NONE));
    }

    /** What was the input of the network's part becomes the picture, rolled. */
    private static ModelProto rolling(ModelProto model, TensorType picture) {
        Graph roll = new Graph();
        roll.input(BEFORE, picture);
        String rolled = moved(roll, BEFORE, ROWS, COLUMNS);
        named(roll, rolled, DreamGraph.PICTURE);
        GraphProto first = roll.write(List.of(DreamGraph.PICTURE)).getGraph();
        GraphProto.Builder graph = model.getGraph().toBuilder().clearInput().clearNode();
        graph.addAllInput(first.getInputList());
        for (ValueInfoProto input : model.getGraph().getInputList()) {
            if (!input.getName().equals(DreamGraph.PICTURE) && !input.getName().equals(BEFORE)) {
                graph.addInput(input);
            }
        }
        graph.addAllNode(first.getNodeList());
        graph.addAllNode(model.getGraph().getNodeList());
        return model.toBuilder().setGraph(graph).build();
    }
}
