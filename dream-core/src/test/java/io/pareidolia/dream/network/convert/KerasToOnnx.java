package io.pareidolia.dream.network.convert;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the layers of the Keras model as ONNX nodes. Every layer's output keeps the layer's name; whatever this model
 * does not have is refused, so that nothing is converted by guess.
 */
final class KerasToOnnx {
    private static final String INPUT = "input";
    private static final String PREDICTIONS = "predictions";

    private final Map<String, QuantizedWeight> weights;
    private final OnnxWriter onnx = new OnnxWriter();
    /** Layer → the tensor that leaves it; a layer that does nothing at inference hands on its input's. */
    private final Map<String, String> tensors = new HashMap<>();

    private final Set<String> weightsUsed = new HashSet<>();

    private KerasToOnnx(Map<String, QuantizedWeight> weights) {
        this.weights = weights;
    }

    /** The ONNX file, the same bytes each time. */
    static byte[] convert(NsfwjsPackage source) throws IOException {
        JsonNode model = source.model();
        KerasToOnnx conversion = new KerasToOnnx(QuantizedWeight.readAll(source, model.get("weightsManifest")));
        for (JsonNode layer : model.at("/modelTopology/model_config/config/layers")) {
            conversion.layer(layer);
        }
        return conversion.finish();
    }

    private byte[] finish() throws IOException {
        if (!weightsUsed.equals(weights.keySet())) {
            Set<String> left = new HashSet<>(weights.keySet());
            left.removeAll(weightsUsed);
            throw new IOException("weights that no layer takes: " + left);
        }
        onnx.input(INPUT, "batch", 3, "height", "width");
        onnx.output(PREDICTIONS, "batch", 5);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("classes", "drawing,hentai,neutral,porn,sexy");
        metadata.put("input", "RGB, x / 127.5 - 1, any size (predictions: 299 x 299)");
        metadata.put("source", "npm nsfwjs 4.4.0, dist/models/inception_v3");
        metadata.put("licence", "MIT, Copyright (c) 2019 Infinite Red, Inc.");
        return onnx.write(
                "inception-v3",
                "Inception v3, fine-tuned by nsfwjs to tell drawings, neutral and indecent pictures apart; weights kept "
                        + "as unsigned bytes with a scale and a minimum.",
                metadata);
    }

    private void layer(JsonNode layer) throws IOException {
        JsonNode config = layer.get("config");
        String name = config.get("name").textValue();
        List<String> inputs = inputs(layer);
        switch (layer.get("class_name").textValue()) {
            case "InputLayer" -> tensors.put(name, INPUT);
            case "Dropout" -> tensors.put(name, inputs.get(0));
            case "Conv2D" -> convolution(name, config, inputs);
            case "BatchNormalization" -> batchNormalization(name, config, inputs);
            case "Activation" -> write(operator(config), inputs, name);
            case "MaxPooling2D" -> maxPool(name, config, inputs);
            case "AveragePooling2D" -> averagePool(name, config, inputs);
            case "Concatenate" -> concatenate(name, config, inputs);
            case "Flatten" -> flatten(name, inputs);
            case "Dense" -> dense(name, config, inputs);
            default -> throw new IOException("a layer this converter does not know: " + layer.get("class_name"));
        }
    }

    private List<String> inputs(JsonNode layer) throws IOException {
        List<String> inputs = new ArrayList<>();
        for (JsonNode node : layer.get("inbound_nodes")) {
            for (JsonNode from : node) {
                String tensor = tensors.get(from.get(0).textValue());
                if (tensor == null) {
                    throw new IOException(layer.get("name") + " takes " + from.get(0) + ", which comes after it");
                }
                inputs.add(tensor);
            }
        }
        return inputs;
    }

    private void write(String operator, List<String> inputs, String name, AttributeProto... attributes) {
        onnx.node(operator, inputs, name, attributes);
        tensors.put(name, name);
    }

    private void convolution(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "use_bias", "false");
        expect(config, "activation", "linear");
        expect(config, "data_format", "channels_last");
        expect(config, "dilation_rate", "[1,1]");
        QuantizedWeight kernel = taken(name + "/kernel");
        onnx.weight(kernel.channelsFirst());
        List<Long> size = List.of((long) kernel.shape()[0], (long) kernel.shape()[1]);
        write(
                "Conv",
                List.of(inputs.get(0), kernel.name()),
                name,
                OnnxWriter.integers("kernel_shape", size),
                OnnxWriter.integers("strides", pair(config, "strides")),
                OnnxWriter.integers("pads", pads(config, size)));
    }

    private void batchNormalization(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "axis", "3");
        expect(config, "scale", "false");
        expect(config, "center", "true");
        List<String> taken = new ArrayList<>(inputs);
        for (String part : List.of("beta", "moving_mean", "moving_variance")) {
            QuantizedWeight weight = taken(name + "/" + part);
            onnx.weight(weight);
            taken.add(weight.name());
        }
        // scale=false: the factor gamma is one
        taken.add(1, onnx.ones(weights.get(name + "/beta").shape()[0]));
        write("BatchNormalization", taken, name, OnnxWriter.real("epsilon", (float)
                config.get("epsilon").doubleValue()));
    }

    private void maxPool(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "padding", "valid");
        expect(config, "data_format", "channels_last");
        write(
                "MaxPool",
                inputs,
                name,
                OnnxWriter.integers("kernel_shape", pair(config, "pool_size")),
                OnnxWriter.integers("strides", pair(config, "strides")));
    }

    private void averagePool(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "data_format", "channels_last");
        if (pair(config, "pool_size").equals(List.of(8L, 8L))) {
            // the head's: at 299 pixels 8 × 8 is the whole, and the whole is what other sizes want as well
            write("GlobalAveragePool", inputs, name);
            return;
        }
        write(
                "AveragePool",
                inputs,
                name,
                OnnxWriter.integers("kernel_shape", pair(config, "pool_size")),
                OnnxWriter.integers("strides", pair(config, "strides")),
                OnnxWriter.integers("pads", pads(config, pair(config, "pool_size"))),
                // Keras divides by the pixels that are there, not by the window's size
                OnnxWriter.integer("count_include_pad", 0));
    }

    private void concatenate(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "axis", "3");
        write("Concat", inputs, name, OnnxWriter.integer("axis", 1));
    }

    private void flatten(String name, List<String> inputs) {
        // 1 × 1 positions are left, so that the order of channels and positions does not matter
        write("Flatten", inputs, name, OnnxWriter.integer("axis", 1));
    }

    private void dense(String name, JsonNode config, List<String> inputs) throws IOException {
        expect(config, "use_bias", "true");
        QuantizedWeight kernel = taken(name + "/kernel");
        QuantizedWeight bias = taken(name + "/bias");
        onnx.weight(kernel);
        onnx.weight(bias);
        onnx.node("Gemm", List.of(inputs.get(0), kernel.name(), bias.name()), name + "/product");
        if (operator(config).equals("Softmax")) {
            onnx.node("Softmax", List.of(name + "/product"), PREDICTIONS, OnnxWriter.integer("axis", 1));
            tensors.put(name, PREDICTIONS);
        } else {
            write(operator(config), List.of(name + "/product"), name);
        }
    }

    private static String operator(JsonNode config) throws IOException {
        return switch (config.get("activation").textValue()) {
            case "relu" -> "Relu";
            case "softmax" -> "Softmax";
            default -> throw new IOException("an activation this converter does not know: " + config);
        };
    }

    /** Keras' "same" is symmetric where the stride is 1 and the kernel odd: all that occurs here. */
    private static List<Long> pads(JsonNode config, List<Long> kernel) throws IOException {
        if (config.get("padding").textValue().equals("valid")) {
            return List.of(0L, 0L, 0L, 0L);
        }
        expect(config, "padding", "same");
        expect(config, "strides", "[1,1]");
        if (kernel.get(0) % 2 == 0 || kernel.get(1) % 2 == 0) {
            throw new IOException("an even kernel with padding same: " + config);
        }
        long vertical = kernel.get(0) / 2;
        long horizontal = kernel.get(1) / 2;
        return List.of(vertical, horizontal, vertical, horizontal);
    }

    private QuantizedWeight taken(String name) throws IOException {
        QuantizedWeight weight = weights.get(name);
        if (weight == null || !weightsUsed.add(name)) {
            throw new IOException("a weight that is missing or taken twice: " + name);
        }
        return weight;
    }

    private static List<Long> pair(JsonNode config, String key) {
        return List.of(
                config.get(key).get(0).longValue(), config.get(key).get(1).longValue());
    }

    private static void expect(JsonNode config, String key, String value) throws IOException {
        JsonNode found = config.get(key);
        if (!(found.isTextual() ? found.textValue() : found.toString()).equals(value)) {
            throw new IOException("expected " + key + " = " + value + " in " + config);
        }
    }
}
