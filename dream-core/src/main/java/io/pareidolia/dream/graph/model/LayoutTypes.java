package io.pareidolia.dream.graph.model;

import io.pareidolia.dream.failure.StrangersName;
import io.pareidolia.dream.graph.model.OutputTypes.Inputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The types of what operators make that move elements about, or sum over axes. */
final class LayoutTypes {
    private static final List<String> PADDINGS = List.of("constant", "reflect", "edge");

    private LayoutTypes() {}

    static List<TensorType> of(Inputs in) {
        return switch (in.node().operator()) {
            case "Reshape" -> List.of(reshape(in));
            case "Flatten" -> List.of(flatten(in));
            case "Transpose" -> List.of(transpose(in));
            case "Squeeze" -> List.of(squeeze(in));
            case "Unsqueeze" -> List.of(unsqueeze(in));
            case "Expand" ->
                List.of(in.type(0).withShape(Inputs.broadcast(in.type(0).shape(), in.longs(1))));
            case "Concat" -> List.of(concat(in));
            case "Split" -> split(in);
            case "Slice" -> List.of(slice(in));
            case "Pad" -> List.of(pad(in));
            case "Gather" -> List.of(gather(in));
            case "GatherElements" -> List.of(in.type(0).withShape(in.type(1).shape()));
            case "ScatterElements" -> List.of(in.type(0));
            case "ConstantOfShape" -> List.of(constantOfShape(in));
            case "Resize" -> List.of(resize(in));
            case "DepthToSpace" -> List.of(depthToSpace(in));
            case "SpaceToDepth" -> List.of(spaceToDepth(in));
            case "ReduceMean", "ReduceSumSquare", "ReduceProd", "ReduceMax", "ReduceMin" ->
                List.of(reduce(in, in.attributes().integers("axes")));
            case "ReduceSum" -> List.of(reduceSum(in));
            default ->
                throw new IllegalArgumentException(
                        "the operator " + StrangersName.of(in.node().operator()) + " is not supported");
        };
    }

    private static TensorType reshape(Inputs in) {
        TensorType x = in.type(0);
        long[] wanted = in.longs(1);
        boolean zeroIsZero = in.attributes().integer("allowzero", 0) != 0;
        long[] shape = wanted.clone();
        int open = -1;
        long product = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && !zeroIsZero) {
                shape[i] = x.dimension(i);
            }
            if (shape[i] < -1) {
                throw cannotBecome(x, wanted);
            }
            if (shape[i] == -1) {
                if (open >= 0) {
                    throw new IllegalArgumentException("its shape leaves two sizes open");
                }
                open = i;
            } else {
                product = Math.multiplyExact(product, shape[i]);
            }
        }
        if (open >= 0) {
            if (product == 0 || x.elements() % product != 0) {
                throw cannotBecome(x, wanted);
            }
            shape[open] = x.elements() / product;
        } else if (product != x.elements()) {
            throw cannotBecome(x, wanted);
        }
        return x.withShape(shape);
    }

    private static IllegalArgumentException cannotBecome(TensorType x, long[] wanted) {
        return new IllegalArgumentException(
                "a tensor of " + Arrays.toString(x.shape()) + " cannot become " + Arrays.toString(wanted));
    }

    private static TensorType flatten(Inputs in) {
        TensorType x = in.type(0);
        long axis = in.attributes().integer("axis", 1);
        long split = axis < 0 ? axis + x.rank() : axis;
        if (split < 0 || split > x.rank()) {
            throw new IllegalArgumentException("there is no axis " + axis);
        }
        long before = LongStream.of(x.shape()).limit(split).reduce(1, Math::multiplyExact);
        long after = LongStream.of(x.shape()).skip(split).reduce(1, Math::multiplyExact);
        return x.withShape(before, after);
    }

    private static TensorType transpose(Inputs in) {
        TensorType x = in.type(0);
        long[] order = in.attributes()
                .integers(
                        "perm",
                        IntStream.range(0, x.rank())
                                .mapToLong(i -> x.rank() - 1 - i)
                                .toArray());
        if (order.length != x.rank()
                || !Arrays.equals(
                        LongStream.of(order).sorted().toArray(),
                        LongStream.range(0, x.rank()).toArray())) {
            throw new IllegalArgumentException("its perm is no order of the axes");
        }
        return x.withShape(
                LongStream.of(order).map(axis -> x.dimension((int) axis)).toArray());
    }

    private static TensorType squeeze(Inputs in) {
        TensorType x = in.type(0);
        boolean[] gone = new boolean[x.rank()];
        if (in.node().hasInput(1)) {
            for (long axis : in.longs(1)) {
                int index = Inputs.axis(axis, x.rank());
                gone[index] = true;
                if (x.dimension(index) != 1) {
                    throw new IllegalArgumentException("axis " + axis + " is not of size 1");
                }
            }
        } else {
            IntStream.range(0, x.rank()).forEach(i -> gone[i] = x.dimension(i) == 1);
        }
        return x.withShape(IntStream.range(0, x.rank())
                .filter(i -> !gone[i])
                .mapToLong(x::dimension)
                .toArray());
    }

    private static TensorType unsqueeze(Inputs in) {
        TensorType x = in.type(0);
        long[] axes = in.longs(1);
        int rank = x.rank() + axes.length;
        long[] shape = new long[rank];
        for (long axis : axes) {
            int index = Inputs.axis(axis, rank);
            if (shape[index] == 1) {
                throw new IllegalArgumentException("axis " + axis + " is given twice");
            }
            shape[index] = 1;
        }
        int next = 0;
        for (int i = 0; i < rank; i++) {
            if (shape[i] == 0) {
                shape[i] = x.dimension(next++);
            }
        }
        return x.withShape(shape);
    }

    private static TensorType concat(Inputs in) {
        if (!in.attributes().has("axis")) {
            throw new IllegalArgumentException("it does not say along which axis");
        }
        long[] shape = in.type(0).shape();
        int axis = Inputs.axis(in.attributes().integer("axis", 0), shape.length);
        for (int i = 1; i < in.types().size(); i++) {
            TensorType other = in.type(i);
            if (other.rank() != shape.length) {
                throw new IllegalArgumentException("its inputs have different numbers of dimensions");
            }
            for (int j = 0; j < shape.length; j++) {
                if (j != axis && other.dimension(j) != shape[j]) {
                    throw new IllegalArgumentException("its inputs differ in size beside the joined axis");
                }
            }
            shape[axis] = Math.addExact(shape[axis], other.dimension(axis));
        }
        return in.type(0).withShape(shape);
    }

    private static List<TensorType> split(Inputs in) {
        TensorType x = in.type(0);
        int axis = Inputs.axis(in.attributes().integer("axis", 0), x.rank());
        int parts = in.node().outputs().size();
        long[] sizes;
        if (in.node().hasInput(1)) {
            sizes = in.longs(1);
        } else if (x.dimension(axis) % parts == 0) {
            sizes = new long[parts];
            Arrays.fill(sizes, x.dimension(axis) / parts);
        } else {
            throw new IllegalArgumentException(x.dimension(axis) + " cannot be split into " + parts + " equal parts");
        }
        if (sizes.length != parts
                || LongStream.of(sizes).anyMatch(size -> size < 0)
                || LongStream.of(sizes).reduce(0, Math::addExact) != x.dimension(axis)) {
            throw new IllegalArgumentException("the sizes of its parts do not add up");
        }
        List<TensorType> results = new ArrayList<>();
        for (long size : sizes) {
            long[] shape = x.shape();
            shape[axis] = size;
            results.add(x.withShape(shape));
        }
        return results;
    }

    private static TensorType slice(Inputs in) {
        TensorType x = in.type(0);
        long[] shape = x.shape();
        for (int i = 1; i < in.types().size(); i++) {
            if (in.node().hasInput(i) && in.type(i).rank() != 1) {
                throw new IllegalArgumentException("its starts, ends, axes and steps are no lists");
            }
        }
        for (SliceAxis part : SliceAxis.of(
                x,
                in.longs(1),
                in.longs(2),
                in.node().hasInput(3) ? in.longs(3) : null,
                in.node().hasInput(4) ? in.longs(4) : null)) {
            shape[part.axis()] = part.count();
        }
        return x.withShape(shape);
    }

    private static TensorType pad(Inputs in) {
        TensorType x = in.type(0);
        long[] pads = in.longs(1);
        if (pads.length != 2 * x.rank() || (in.node().hasInput(2) && in.type(2).element() != x.element())) {
            throw new IllegalArgumentException("its pads do not fit its input");
        }
        String mode = in.attributes().text("mode", "constant");
        if (!PADDINGS.contains(mode)) {
            throw new IllegalArgumentException("its mode is none of " + String.join(", ", PADDINGS));
        }
        long[] shape = x.shape();
        if (!mode.equals("constant")) {
            for (int i = 0; i < pads.length; i++) {
                long most = mode.equals("edge") ? Long.MAX_VALUE : shape[i % shape.length] - 1;
                if (pads[i] < 0 || (pads[i] > 0 && (shape[i % shape.length] < 1 || pads[i] > most))) {
                    throw new IllegalArgumentException(
                            "it cannot copy " + pads[i] + " elements around " + Arrays.toString(shape) + " by " + mode);
                }
            }
        }
        for (int i = 0; i < shape.length; i++) {
            shape[i] = Math.addExact(shape[i], Math.addExact(pads[i], pads[i + shape.length]));
        }
        return x.withShape(shape);
    }

    private static TensorType gather(Inputs in) {
        TensorType x = in.type(0);
        TensorType indices = in.type(1);
        int axis = Inputs.axis(in.attributes().integer("axis", 0), x.rank());
        return x.withShape(LongStream.concat(
                        LongStream.concat(LongStream.of(x.shape()).limit(axis), LongStream.of(indices.shape())),
                        LongStream.of(x.shape()).skip(axis + 1L))
                .toArray());
    }

    private static TensorType constantOfShape(Inputs in) {
        TensorType value = in.attributes()
                .tensor("value")
                .map(TensorReading::read)
                .orElse(Tensor.scalar(0))
                .type();
        return value.withShape(in.longs(0));
    }

    private static TensorType resize(Inputs in) {
        TensorType x = in.type(0);
        long[] shape;
        if (in.node().hasInput(3)) {
            shape = in.longs(3);
        } else {
            double[] scales = in.graph()
                    .value(in.node().input(2))
                    .orElseThrow(() -> new IllegalArgumentException("its scales depend on the picture"))
                    .doubles();
            shape = new long[scales.length];
            for (int i = 0; i < shape.length; i++) {
                // as ONNX Runtime: the product of float32 numbers, rounded down
                shape[i] = (long) Math.floor((float) scales[i] * (float) x.dimension(i));
                if (!(scales[i] > 0)) {
                    throw new IllegalArgumentException("it resizes by " + scales[i]);
                }
            }
        }
        if (shape.length != x.rank()) {
            throw new IllegalArgumentException("its sizes do not fit its input");
        }
        return x.withShape(shape);
    }

    private static TensorType depthToSpace(Inputs in) {
        TensorType x = in.type(0);
        long block = in.attributes().integer("blocksize", 1);
        if (x.rank() != 4 || block < 1 || x.dimension(1) % (block * block) != 0) {
            throw new IllegalArgumentException("its channels do not make blocks");
        }
        return x.withShape(
                x.dimension(0), x.dimension(1) / block / block, x.dimension(2) * block, x.dimension(3) * block);
    }

    private static TensorType spaceToDepth(Inputs in) {
        TensorType x = in.type(0);
        long block = in.attributes().integer("blocksize", 1);
        if (x.rank() != 4 || block < 1 || x.dimension(2) % block != 0 || x.dimension(3) % block != 0) {
            throw new IllegalArgumentException("its size does not make blocks");
        }
        return x.withShape(
                x.dimension(0), x.dimension(1) * block * block, x.dimension(2) / block, x.dimension(3) / block);
    }

    private static TensorType reduceSum(Inputs in) {
        long[] axes = in.node().hasInput(1) ? in.longs(1) : new long[0];
        if (axes.length == 0 && in.attributes().integer("noop_with_empty_axes", 0) != 0) {
            return in.type(0);
        }
        return reduce(in, axes);
    }

    private static TensorType reduce(Inputs in, long[] axes) {
        TensorType x = in.type(0);
        boolean[] gone = new boolean[x.rank()];
        Arrays.fill(gone, axes.length == 0);
        for (long axis : axes) {
            gone[Inputs.axis(axis, x.rank())] = true;
        }
        boolean keep = in.attributes().integer("keepdims", 1) != 0;
        return x.withShape(IntStream.range(0, x.rank())
                .filter(i -> keep || !gone[i])
                .mapToLong(i -> gone[i] ? 1 : x.dimension(i))
                .toArray());
    }
}
