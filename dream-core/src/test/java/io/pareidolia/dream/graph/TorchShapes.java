package io.pareidolia.dream.graph;

import static ai.djl.pytorch.jni.JniUtils.broadcast;
import static ai.djl.pytorch.jni.JniUtils.cat;
import static ai.djl.pytorch.jni.JniUtils.flip;
import static ai.djl.pytorch.jni.JniUtils.matmul;
import static ai.djl.pytorch.jni.JniUtils.pad;
import static ai.djl.pytorch.jni.JniUtils.permute;
import static ai.djl.pytorch.jni.JniUtils.reshape;
import static ai.djl.pytorch.jni.JniUtils.slice;
import static ai.djl.pytorch.jni.JniUtils.transpose;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What ONNX operators move, repeat and cut, in terms of libtorch. */
final class TorchShapes {
    private TorchShapes() {}

    /** Null if the operator is not one of these. */
    static @Nullable PtNDArray apply(TorchNode node) {
        return switch (node.operator()) {
            case "Reshape" -> reshape(node.input(0), target(node));
            case "Flatten" -> flatten(node);
            case "Squeeze" -> reshape(node.input(0), squeezed(node));
            case "Unsqueeze" -> reshape(node.input(0), unsqueezed(node));
            case "Transpose" -> permute(node.input(0), node.integers("perm", reversed(node.rank(0))));
            case "Expand" -> expand(node);
            case "Concat" -> concatenate(node);
            case "Slice" -> cut(node);
            case "Pad" -> surround(node);
            case "Resize", "Upsample" -> resize(node);
            case "DepthToSpace" -> depthToSpace(node);
            case "Identity", "Dropout" -> node.input(0);
            case "Shape" -> node.integers(shape(node));
            case "Size" -> reshape(node.integers(Arrays.stream(node.shape(0)).reduce(1, (a, b) -> a * b)), new long[0]);
            case "Gather" -> gather(node);
            default -> null;
        };
    }

    private static long[] shape(TorchNode node) {
        long[] shape = node.shape(0);
        long start = node.integer("start", 0);
        long end = node.integer("end", shape.length);
        return Arrays.copyOfRange(shape, node.axis(start, shape.length), node.axis(end, shape.length));
    }

    private static long[] target(TorchNode node) {
        long[] shape = node.integers(1, "shape").clone();
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && node.integer("allowzero", 0) == 0) {
                shape[i] = node.shape(0)[i];
            }
        }
        return shape;
    }

    private static PtNDArray flatten(TorchNode node) {
        int axis = node.axis(node.integer("axis", 1), node.rank(0));
        long rows = Arrays.stream(node.shape(0)).limit(axis).reduce(1, (a, b) -> a * b);
        return reshape(node.input(0), new long[] {rows, -1});
    }

    private static long[] squeezed(TorchNode node) {
        long[] axes = node.integers(1, "axes");
        long[] shape = node.shape(0);
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < shape.length; i++) {
            if (axes == null && shape[i] == 1) {
                gone.add(i);
            }
        }
        for (long axis : axes == null ? new long[0] : axes) {
            gone.add(node.axis(axis, shape.length));
        }
        return LongStream.range(0, shape.length)
                .filter(i -> !gone.contains((int) i))
                .map(i -> shape[(int) i])
                .toArray();
    }

    private static long[] unsqueezed(TorchNode node) {
        long[] axes = node.integers(1, "axes");
        int rank = node.rank(0) + axes.length;
        long[] shape = new long[rank];
        for (long axis : axes) {
            shape[node.axis(axis, rank)] = 1;
        }
        int next = 0;
        for (int i = 0; i < rank; i++) {
            if (shape[i] == 0) {
                shape[i] = node.shape(0)[next++];
            }
        }
        return shape;
    }

    private static long[] reversed(int rank) {
        return LongStream.range(0, rank).map(i -> rank - 1 - i).toArray();
    }

    /** Broadcasting goes both ways: where the wanted shape says 1 the input's size stays. */
    private static PtNDArray expand(TorchNode node) {
        long[] wanted = node.integers(1, "shape").clone();
        long[] shape = node.shape(0);
        int rank = Math.max(wanted.length, shape.length);
        long[] result = new long[rank];
        for (int i = 0; i < rank; i++) {
            int w = i - rank + wanted.length;
            int s = i - rank + shape.length;
            result[i] = Math.max(w < 0 ? 1 : wanted[w], s < 0 ? 1 : shape[s]);
        }
        return broadcast(node.input(0), new Shape(result));
    }

    private static PtNDArray concatenate(TorchNode node) {
        return cat(TorchNode.array(node.inputs().stream()), node.axis(node.integer("axis", 0), node.rank(0)));
    }

    static List<PtNDArray> split(TorchNode node) {
        PtNDArray x = node.input(0);
        int axis = node.axis(node.integer("axis", 0), node.rank(0));
        long size = node.shape(0)[axis];
        long[] parts = node.integers(1, "split");
        if (parts == null) {
            long chunk = -Math.floorDiv(-size, node.outputs());
            parts = LongStream.range(0, node.outputs())
                    .map(i -> Math.min(chunk, size - i * chunk))
                    .toArray();
        }
        List<PtNDArray> results = new ArrayList<>();
        long start = 0;
        for (long part : parts) {
            results.add(slice(x, axis, start, start + part, 1));
            start += part;
        }
        return results;
    }

    private static PtNDArray cut(TorchNode node) {
        long[] starts = node.integers(1, "starts");
        long[] ends = node.integers(2, "ends");
        long[] axes = node.integers(3, "axes");
        long[] steps = node.integers(4, "steps");
        PtNDArray result = node.input(0);
        for (int i = 0; i < starts.length; i++) {
            int axis = axes == null ? i : node.axis(axes[i], node.rank(0));
            long size = node.shape(0)[axis];
            long step = steps == null ? 1 : steps[i];
            long start = starts[i] < 0 ? starts[i] + size : starts[i];
            long end = ends[i] < 0 ? ends[i] + size : ends[i];
            if (step > 0) {
                start = Math.max(0, Math.min(start, size));
                end = Math.max(0, Math.min(end, size));
                result = slice(result, axis, start, Math.max(start, end), step);
            } else {
                start = Math.max(0, Math.min(start, size - 1));
                end = Math.max(-1, Math.min(end, size - 1));
                long count = Math.max(0, -Math.floorDiv(start - end, step));
                long first = start + (count - 1) * step;
                result = flip(slice(result, axis, first, start + 1, -step), new long[] {axis});
            }
        }
        return result;
    }

    private static PtNDArray surround(TorchNode node) {
        int rank = node.rank(0);
        long[] pads = node.integers(1, "pads");
        long[] axes = node.integers(3, "axes(no such attribute)");
        long[] before = new long[rank];
        long[] after = new long[rank];
        for (int i = 0; i < pads.length / 2; i++) {
            int axis = axes == null ? i : node.axis(axes[i], rank);
            before[axis] = pads[i];
            after[axis] = pads[i + pads.length / 2];
        }
        String mode = node.text("mode", "constant");
        if (mode.equals("constant")) {
            long[] padding = new long[2 * rank];
            for (int axis = 0; axis < rank; axis++) {
                padding[2 * (rank - 1 - axis)] = before[axis];
                padding[2 * (rank - 1 - axis) + 1] = after[axis];
            }
            return pad(node.input(0), padding, node.number(2, "value", 0));
        }
        PtNDArray result = node.input(0);
        for (int axis = 0; axis < rank; axis++) {
            long size = node.shape(0)[axis];
            int width = Math.toIntExact(before[axis] + size + after[axis]);
            long[] from = new long[width];
            for (int i = 0; i < width; i++) {
                long at = i - before[axis];
                from[i] = mode.equals("edge") ? Math.max(0, Math.min(at, size - 1)) : reflected(at, size);
            }
            if (before[axis] != 0 || after[axis] != 0) {
                result = select(node, result, axis, from);
            }
        }
        return result;
    }

    private static long reflected(long at, long size) {
        return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
    }

    /** Takes the given positions of an axis, by a product with a matrix of zeros and ones. */
    private static PtNDArray select(TorchNode node, PtNDArray x, int axis, long[] positions) {
        int size = (int) x.getShape().get(axis);
        double[] matrix = new double[size * positions.length];
        for (int i = 0; i < positions.length; i++) {
            matrix[(int) positions[i] * positions.length + i] = 1;
        }
        int last = x.getShape().dimension() - 1;
        if (last == 0) {
            PtNDArray row = reshape(x, new long[] {1, size});
            return reshape(matmul(row, node.array(matrix, size, positions.length)), new long[] {positions.length});
        }
        PtNDArray product = matmul(transpose(x, axis, last), node.array(matrix, size, positions.length));
        return transpose(product, axis, last);
    }

    private static PtNDArray resize(TorchNode node) {
        if (!node.text("mode", "nearest").equals("nearest")) {
            throw node.unsupported("mode");
        }
        int rank = node.rank(0);
        boolean old = node.opset() < 11;
        long[] axes = node.integers("axes", LongStream.range(0, rank).toArray());
        long[] sizes = !old && node.has(3) ? node.integers(3, "sizes") : null;
        double[] scales = sizes != null ? new double[0] : scales(node, old ? 1 : 2);
        PtNDArray result = node.input(0);
        for (int i = 0; i < axes.length; i++) {
            int axis = node.axis(axes[i], rank);
            long size = node.shape(0)[axis];
            double scale = sizes != null ? sizes[i] / (double) size : scales[i];
            int width = Math.toIntExact(sizes != null ? sizes[i] : (long) Math.floor(size * scale));
            if (width == size && scale == 1) {
                continue;
            }
            long[] from = new long[width];
            for (int j = 0; j < width; j++) {
                long at = old ? oldNearest(j, scale) : nearest(node, j, scale, size, width);
                from[j] = Math.max(0, Math.min(at, size - 1));
            }
            result = select(node, result, axis, from);
        }
        return result;
    }

    private static double[] scales(TorchNode node, int input) {
        return node.find("scales")
                .map(found -> found.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray())
                .orElseGet(() -> Arrays.stream(
                                node.input(input).toType(DataType.FLOAT64, true).toDoubleArray())
                        .map(scale -> (float) scale)
                        .toArray());
    }

    /** Before opset 11: down when growing, up when shrinking. */
    private static long oldNearest(int i, double scale) {
        return (long) (scale < 1 ? Math.ceil(i / scale) : Math.floor(i / scale));
    }

    /** The two choices of ONNX's Resize: where a position lies in the input, and how that is rounded. */
    private static long nearest(TorchNode node, int i, double scale, long size, int width) {
        double at = switch (node.text("coordinate_transformation_mode", "half_pixel")) {
            case "half_pixel" -> (i + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> width > 1 ? (i + 0.5) / scale - 0.5 : 0;
            case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
            case "align_corners" -> width > 1 ? i * (size - 1.0) / (width - 1) : 0;
            case "asymmetric" -> i / scale;
            default -> throw node.unsupported("coordinate_transformation_mode");
        };
        return switch (node.text("nearest_mode", "round_prefer_floor")) {
            case "round_prefer_floor" -> (long) Math.ceil(at - 0.5);
            case "round_prefer_ceil" -> (long) Math.floor(at + 0.5);
            case "floor" -> (long) Math.floor(at);
            case "ceil" -> (long) Math.ceil(at);
            default -> throw node.unsupported("nearest_mode");
        };
    }

    private static PtNDArray depthToSpace(TorchNode node) {
        long block = node.integer("blocksize", 0);
        long[] shape = node.shape(0);
        long channels = shape[1] / (block * block);
        boolean depthFirst = node.text("mode", "DCR").equals("DCR");
        long[] parts = depthFirst
                ? new long[] {shape[0], block, block, channels, shape[2], shape[3]}
                : new long[] {shape[0], channels, block, block, shape[2], shape[3]};
        long[] order = depthFirst ? new long[] {0, 3, 4, 1, 5, 2} : new long[] {0, 1, 4, 2, 5, 3};
        return reshape(
                permute(reshape(node.input(0), parts), order),
                new long[] {shape[0], channels, shape[2] * block, shape[3] * block});
    }

    /** Floats along any axis by a list of positions; of whole numbers vectors alone, enough for shape arithmetic. */
    private static PtNDArray gather(TorchNode node) {
        if (node.input(0).getDataType().isFloating() && node.rank(1) == 1) {
            int axis = node.axis(node.integer("axis", 0), node.rank(0));
            int size = (int) node.shape(0)[axis];
            long[] places = Arrays.stream(node.integers(1, ""))
                    .map(i -> node.axis(i, size))
                    .toArray();
            return select(node, node.input(0), axis, places);
        }
        if (node.rank(0) != 1 || node.rank(1) > 1) {
            throw node.unsupported("anything but vectors");
        }
        long[] values = node.integers(0, "");
        long[] taken = Arrays.stream(node.integers(1, ""))
                .map(i -> values[node.axis(i, values.length)])
                .toArray();
        return reshape(node.integers(taken), node.shape(1));
    }
}
