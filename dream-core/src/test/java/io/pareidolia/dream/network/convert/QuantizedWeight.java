package io.pareidolia.dream.network.convert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One weight as TensorFlow.js stores it: value = quantum · scale + minimum, quantum an unsigned byte.
 *
 * @param name the layer's and the weight's own name, such as {@code conv2d_1/kernel}
 * @param shape as Keras orders it; a convolution's kernel is height × width × in × out
 * @param quanta row-major, one byte each
 */
record QuantizedWeight(String name, int[] shape, float scale, float minimum, byte[] quanta) {

    /** Every weight of a manifest, by name, in the manifest's order. */
    static Map<String, QuantizedWeight> readAll(NsfwjsPackage source, JsonNode manifest) throws IOException {
        Map<String, QuantizedWeight> weights = new LinkedHashMap<>();
        for (JsonNode group : manifest) {
            byte[] bytes = source.shards(group.get("paths"));
            int offset = 0;
            for (JsonNode entry : group.get("weights")) {
                JsonNode quantization = entry.get("quantization");
                if (!quantization.get("dtype").textValue().equals("uint8")
                        || !entry.get("dtype").textValue().equals("float32")) {
                    throw new IOException(entry.get("name") + " is not a float32 stored as uint8");
                }
                int[] shape = new int[entry.get("shape").size()];
                int size = 1;
                for (int axis = 0; axis < shape.length; axis++) {
                    shape[axis] = entry.get("shape").get(axis).intValue();
                    size = Math.multiplyExact(size, shape[axis]);
                }
                weights.put(
                        entry.get("name").textValue(),
                        new QuantizedWeight(
                                entry.get("name").textValue(),
                                shape,
                                (float) quantization.get("scale").doubleValue(),
                                (float) quantization.get("min").doubleValue(),
                                Arrays.copyOfRange(bytes, offset, offset + size)));
                offset += size;
            }
            if (offset != bytes.length) {
                throw new IOException("the shards hold " + bytes.length + " bytes, the manifest names " + offset);
            }
        }
        return weights;
    }

    /** The same convolution kernel ordered out × in × height × width, as ONNX wants it. */
    QuantizedWeight channelsFirst() {
        int height = shape[0];
        int width = shape[1];
        int in = shape[2];
        int out = shape[3];
        byte[] moved = new byte[quanta.length];
        int to = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        moved[to++] = quanta[((y * width + x) * in + i) * out + o];
                    }
                }
            }
        }
        return new QuantizedWeight(name, new int[] {out, in, height, width}, scale, minimum, moved);
    }
}
