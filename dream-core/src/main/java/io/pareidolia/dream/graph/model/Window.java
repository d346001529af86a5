package io.pareidolia.dream.graph.model;

import java.util.Arrays;
import java.util.List;

/**
 * The geometry of a convolution or a pool over the spatial axes, with auto_pad and ceil_mode resolved as ONNX Runtime
 * does. Each array has one entry a spatial axis.
 *
 * @param before padding in front, ≥ 0
 * @param after padding behind as the node says it; with ceil_mode the last window may reach further or less far
 * @param output size of the result
 */
public record Window(
        long[] input, long[] kernel, long[] strides, long[] dilations, long[] before, long[] after, long[] output) {

    private static final List<String> AUTOMATIC = List.of("NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");

    /** More pixels along a side than any layer of a dream has. */
    private static final long LONGEST_SIDE = 1 << 16;

    /** The window of a Conv with this kernel, or of a pool. */
    public static Window of(Node node, TensorType picture, long[] kernel) {
        int axes = picture.rank() - 2;
        long[] input = Arrays.copyOfRange(picture.shape(), 2, picture.rank());
        if (axes < 1 || kernel.length != axes) {
            throw new IllegalArgumentException(
                    "a kernel of " + kernel.length + " axes does not fit " + Arrays.toString(picture.shape()));
        }
        long[] ones = new long[axes];
        Arrays.fill(ones, 1);
        Attributes attributes = node.attributes();
        long[] strides = attributes.integers("strides", ones);
        long[] dilations = attributes.integers("dilations", ones);
        long[] pads = attributes.integers("pads", new long[2 * axes]);
        if (strides.length != axes
                || dilations.length != axes
                || pads.length != 2 * axes
                || Arrays.stream(kernel).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("strides, dilations or pads do not fit the kernel");
        }
        long[] before = Arrays.copyOfRange(pads, 0, axes);
        long[] after = Arrays.copyOfRange(pads, axes, 2 * axes);
        long[] output = new long[axes];
        String automatic = attributes.text("auto_pad", "NOTSET");
        if (!AUTOMATIC.contains(automatic)) {
            throw new IllegalArgumentException("its auto_pad is none of " + String.join(", ", AUTOMATIC));
        }
        boolean ceil = attributes.integer("ceil_mode", 0) != 0;
        for (int i = 0; i < axes; i++) {
            long extent = (kernel[i] - 1) * dilations[i] + 1;
            if (automatic.startsWith("SAME")) {
                output[i] = -Math.floorDiv(-input[i], strides[i]);
                long total = Math.max(0, (output[i] - 1) * strides[i] + extent - input[i]);
                before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                after[i] = total - before[i];
            } else if (automatic.equals("VALID")) {
                before[i] = 0;
                after[i] = 0;
            }
            long room = input[i] + before[i] + after[i] - extent;
            if (room < 0) {
                throw new IllegalArgumentException(
                        "a window of " + extent + " does not fit " + input[i] + " pixels with its padding");
            }
            output[i] = (ceil ? -Math.floorDiv(-room, strides[i]) : room / strides[i]) + 1;
            if (ceil && (output[i] - 1) * strides[i] >= input[i] + before[i]) {
                output[i]--;
            }
            if (output[i] > LONGEST_SIDE) {
                throw new IllegalArgumentException(
                        "it makes " + output[i] + " pixels along one side, more than can be dreamed");
            }
        }
        return new Window(input, kernel, strides, dilations, before, after, output);
    }

    public int axes() {
        return kernel.length;
    }

    /** Pixels from the first to the last that one window sees. */
    public long extent(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    /** How far behind the input the last window ends; negative where the end of the input is seen by none. */
    public long reach(int axis) {
        return (output[axis] - 1) * strides[axis] + extent(axis) - before[axis] - input[axis];
    }

    /** True if {@code value} is what all entries of {@code values} are. */
    public static boolean all(long[] values, long value) {
        return Arrays.stream(values).allMatch(each -> each == value);
    }
}
