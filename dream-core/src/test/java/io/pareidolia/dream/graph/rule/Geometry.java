package io.pareidolia.dream.graph.rule;

import io.pareidolia.dream.graph.Draw;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Draws kernels, strides, pads and dilations that fit a picture. */
final class Geometry {
    private Geometry() {}

    /** Attributes of a pool: no pad as large as the kernel, so that no window lies in the padding alone. */
    static Map<String, Object> pool(Draw draw, long[] picture, boolean dilated) {
        long[] kernel = kernel(draw, picture, 3);
        Map<String, Object> attributes = windows(draw, picture, kernel, dilated);
        if (draw.sometimes() && !attributes.containsKey("auto_pad")) {
            attributes.put("ceil_mode", 1L);
        }
        return attributes;
    }

    static long[] kernel(Draw draw, long[] picture, int most) {
        long[] kernel = {draw.between(1, most), draw.between(1, most)};
        return new long[] {Math.min(kernel[0], picture[2]), Math.min(kernel[1], picture[3])};
    }

    static Map<String, Object> windows(Draw draw, long[] picture, long[] kernel, boolean dilated) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("kernel_shape", kernel);
        if (!draw.sometimes()) {
            attributes.put("strides", new long[] {draw.between(1, 3), draw.between(1, 3)});
        }
        if (dilated && draw.sometimes()) {
            long[] dilations = new long[2];
            Arrays.setAll(dilations, i -> (kernel[i] - 1) * 2 + 1 <= picture[i + 2] ? draw.between(1, 2) : 1);
            attributes.put("dilations", dilations);
        } else if (draw.sometimes()) {
            long[] strides = (long[]) attributes.getOrDefault("strides", new long[] {1, 1});
            // ONNX leaves open what SAME means where windows leave gaps: runtimes differ
            boolean gaps = strides[0] > kernel[0] || strides[1] > kernel[1];
            attributes.put("auto_pad", gaps ? "VALID" : draw.pick("SAME_UPPER", "SAME_LOWER", "VALID"));
            return attributes;
        }
        if (!draw.sometimes()) {
            long[] pads = new long[4];
            Arrays.setAll(pads, i -> draw.between(0, (int) kernel[i % 2] - 1));
            if (draw.sometimes()) {
                pads[2] = pads[0];
                pads[3] = pads[1];
            }
            attributes.put("pads", pads);
        }
        return attributes;
    }
}
