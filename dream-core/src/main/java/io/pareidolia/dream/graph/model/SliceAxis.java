package io.pareidolia.dream.graph.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Slice takes along one axis, with negative and far numbers resolved: {@code count} elements from
 * {@code start}, {@code step} apart.
 */
public record SliceAxis(int axis, long start, long count, long step) {
    /** One entry for each axis that {@code starts} and {@code ends} speak of. */
    public static List<SliceAxis> of(
            TensorType x, long[] starts, long[] ends, long @Nullable [] axes, long @Nullable [] steps) {
        if (ends.length != starts.length
                || (axes != null && axes.length != starts.length)
                || (steps != null && steps.length != starts.length)) {
            throw new IllegalArgumentException("its starts, ends, axes and steps do not fit together");
        }
        List<SliceAxis> result = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int axis = OutputTypes.Inputs.axis(axes == null ? i : axes[i], x.rank());
            long step = steps == null ? 1 : steps[i];
            if (step == 0 || step == Long.MIN_VALUE) {
                throw new IllegalArgumentException("its step is " + step);
            }
            long size = x.dimension(axis);
            long start = resolve(starts[i], size, 0, step > 0 ? size : size - 1);
            long end = resolve(ends[i], size, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
            long count = step > 0 ? ceilDivide(end - start, step) : ceilDivide(start - end, -step);
            if (result.stream().anyMatch(part -> part.axis() == axis)) {
                throw new IllegalArgumentException("it cuts axis " + axis + " twice");
            }
            result.add(new SliceAxis(axis, start, Math.max(0, count), step));
        }
        return result;
    }

    private static long resolve(long position, long size, long least, long most) {
        long resolved = position < 0 ? position + size : position;
        return Math.min(most, Math.max(least, resolved));
    }

    private static long ceilDivide(long number, long divisor) {
        return -Math.floorDiv(-number, divisor);
    }
}
