package io.pareidolia.dream.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bundled network in libtorch's float64: the gradient of ½Σa² at a layer with respect to an RGB picture in grey
 * levels, or the layer's values, with the pre-processing x / 127.5 − 1 done here.
 */
public final class JudgedNetwork implements AutoCloseable {
    private final String input;
    private final String layer;
    private final TorchReference reference;

    private JudgedNetwork(ModelProto model, String layer) {
        input = model.getGraph().getInput(0).getName();
        this.layer = layer;
        reference = TorchReference.exact(model);
    }

    public static JudgedNetwork bundled(String layer) {
        try {
            return new JudgedNetwork(ModelProto.parseFrom(bytes()), layer);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** The file of the bundled network. */
    public static byte[] bytes() throws IOException {
        try (InputStream file = JudgedNetwork.class.getResourceAsStream("/networks/inception-v3.onnx")) {
            return Objects.requireNonNull(file).readAllBytes();
        }
    }

    /** What the layer itself says of 3×H×W. */
    public double[] values(double[] picture, int height, int width) {
        return reference
                .forward(Map.of(input, seen(picture, height, width)), List.of(layer))
                .get(layer)
                .values();
    }

    private static Numbers seen(double[] picture, int height, int width) {
        double[] seen = new double[picture.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = picture[i] / 127.5 - 1;
        }
        return new Numbers(new long[] {1, 3, height, width}, seen);
    }

    /** 3×H×W for 3×H×W. */
    public double[] gradient(double[] picture, int height, int width) {
        Numbers numbers = seen(picture, height, width);
        double[] gradient = reference
                .gradients(Map.of(input, numbers), List.of(layer), List.of(input), TorchReference.halfSquares(layer))
                .at()
                .get(input)
                .values();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= 127.5;
        }
        return gradient;
    }

    @Override
    public void close() {
        reference.close();
    }
}
