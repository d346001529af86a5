package io.pareidolia.dream;

import io.pareidolia.dream.GradientSource.Gradient;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.Picture;
import java.util.function.BooleanSupplier;

/**
 * One step up the gradient, as google/deepdream's {@code make_step} takes it: the picture is rolled by a random offset,
 * its gradient rolled back, smoothed if the recipe says so, and added with the length {@code step / mean|g|}; then each
 * value is clipped.
 */
final class Ascent {
    private static final double LARGEST_FACTOR = 1e30;

    private final Recipe recipe;
    private final Jitter jitter;
    private final BooleanSupplier cancelled;

    /** A picture after a step, and the objective before it. */
    record Step(Picture picture, double objective) {}

    Ascent(Recipe recipe, BooleanSupplier cancelled) {
        this.recipe = recipe;
        this.jitter = new Jitter(recipe.seed(), recipe.jitter());
        this.cancelled = cancelled;
    }

    /** Takes one step from {@code picture}, which stays as it is. A gradient of zeros leads nowhere and is no error. */
    Step from(Picture picture, TiledGradient source) {
        int right = jitter.next();
        int down = jitter.next();
        return source.ascended(picture, down, right, recipe.step(), recipe.smooth(), cancelled)
                .map(done -> {
                    finite(done.mean());
                    return new Step(new Picture(picture.width(), picture.height(), done.picture()), done.objective());
                })
                .orElseGet(() -> step(picture, source, down, right));
    }

    private Step step(Picture picture, TiledGradient source, int down, int right) {
        int height = picture.height();
        int width = picture.width();
        Gradient found =
                source.gradient(rolled(picture.planes(), height, width, down, right), height, width, cancelled);
        float[] gradient = rolled(found.values(), height, width, -down, -right);
        if (recipe.smooth() > 0) {
            gradient = LaplacianSmoothing.normalised(gradient, height, width, recipe.smooth());
        }
        double mean = finite(meanSize(gradient));
        return new Step(moved(picture, gradient, mean == 0 ? 0 : recipe.step() / mean), found.objective());
    }

    private double finite(double mean) {
        if (!Double.isFinite(mean)) {
            throw DreamException.input("The gradient of layer=" + recipe.layer()
                    + " is not finite here: the network overflows on this picture; choose another layer.");
        }
        return mean;
    }

    /** In float32 throughout, which is fast; a factor for a gradient of next to nothing is beyond it and goes in two. */
    private static Picture moved(Picture picture, float[] gradient, double factor) {
        float most = (float) Math.min(factor, LARGEST_FACTOR);
        float rest = factor > LARGEST_FACTOR ? (float) (factor / LARGEST_FACTOR) : 1;
        float[] from = picture.planes();
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = Math.min(255, Math.max(0, from[i] + most * gradient[i] * rest));
        }
        return new Picture(picture.width(), picture.height(), to);
    }

    private static double meanSize(float[] gradient) {
        double sum = 0;
        for (float value : gradient) {
            sum += Math.abs(value);
        }
        return sum / gradient.length;
    }

    /** Each plane moved downwards and to the right; what leaves on one side comes in on the other. */
    static float[] rolled(float[] planes, int height, int width, int down, int right) {
        int y0 = Math.floorMod(down, height);
        int x0 = Math.floorMod(right, width);
        if (y0 == 0 && x0 == 0) {
            return planes;
        }
        float[] to = new float[planes.length];
        for (int plane = 0; plane < 3; plane++) {
            for (int y = 0; y < height; y++) {
                int from = (plane * height + y) * width;
                int row = (plane * height + (y + y0) % height) * width;
                System.arraycopy(planes, from, to, row + x0, width - x0);
                System.arraycopy(planes, from + width - x0, to, row, x0);
            }
        }
        return to;
    }
}
