package io.pareidolia.dream;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs recipes on pictures, as google/deepdream's notebook of 2015 does. The picture is made smaller by {@code scale}
 * again and again; the smallest of these octaves is dreamed first, and what the dream added to it is enlarged and added
 * to the next. Same device, same recipe, same picture: same bytes.
 *
 * <p>One dream at a time, because of the {@link GradientSource}.
 */
public final class Dreamer {
    private final GradientSource source;
    private final DreamCaps caps;

    /**
     * @param source the gradient of the recipe's layers
     * @param caps what a dream may cost; its {@code gradientBytes} decide about tiles
     */
    public Dreamer(GradientSource source, DreamCaps caps) {
        this.source = source;
        this.caps = caps;
    }

    /**
     * Dreams, for seconds or minutes.
     *
     * @param photo of any size; not changed
     * @param recipe its {@code network} and {@code layer} are those of the gradient source
     * @param listener told after every step
     * @throws io.pareidolia.dream.failure.DreamException if it would cost too much, the listener cancels, or the
     *     network fails
     */
    public DreamResult dream(Picture photo, Recipe recipe, DreamListener listener) {
        DreamEstimate estimate = caps.check(recipe, photo.width(), photo.height(), source);
        DreamPlan plan = DreamPlan.of(recipe, photo.size(), source, caps.gradientBytes());
        List<Picture> bases = bases(photo.resized(plan.size()), plan);
        Picture original = bases.get(bases.size() - 1);
        Ascent ascent = new Ascent(recipe, listener::cancelled);
        Pace pace = new Pace(work(plan) * recipe.steps(), bases.size(), estimate.seconds(), System::nanoTime);
        Picture dream = bases.get(0);
        for (int octave = 0; octave < bases.size(); octave++) {
            Picture base = bases.get(octave);
            if (octave > 0) {
                dream = enlargedOver(base, dream, bases.get(octave - 1));
            }
            Tiling tiling = plan.octaves().get(octave).tiling();
            TiledGradient gradient = new TiledGradient(source, tiling);
            for (int step = 1; step <= recipe.steps(); step++) {
                Ascent.Step done = ascent.from(dream, gradient);
                dream = done.picture();
                pace.did(tiling.work(), step == 1);
                listener.progressed(new DreamProgress(
                        octave + 1,
                        bases.size(),
                        step,
                        recipe.steps(),
                        done.objective(),
                        pace.secondsLeft(),
                        new Preview(dream, base, original, recipe)));
            }
        }
        return new DreamResult(
                Finish.of(dream, original, recipe), recipe.withSize(plan.size().longest()), plan.remarks());
    }

    private static long work(DreamPlan plan) {
        return plan.octaves().stream()
                .mapToLong(octave -> octave.tiling().work())
                .sum();
    }

    /** The original at every octave's size, each made from the next larger one; the smallest first. */
    private static List<Picture> bases(Picture original, DreamPlan plan) {
        List<Picture> bases = new ArrayList<>();
        Picture base = original;
        bases.add(base);
        for (int i = plan.octaves().size() - 2; i >= 0; i--) {
            PictureSize size = plan.octaves().get(i).size();
            base = base.resampled(size.width(), size.height());
            bases.add(base);
        }
        Collections.reverse(bases);
        return bases;
    }

    /** What {@code dream} added to {@code smaller}, enlarged and added to {@code base}. */
    private static Picture enlargedOver(Picture base, Picture dream, Picture smaller) {
        float[] detail = new float[dream.planes().length];
        for (int i = 0; i < detail.length; i++) {
            detail[i] = dream.planes()[i] - smaller.planes()[i];
        }
        Picture enlarged = new Picture(dream.width(), dream.height(), detail).resampled(base.width(), base.height());
        float[] sum = new float[base.planes().length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = base.planes()[i] + enlarged.planes()[i];
        }
        return new Picture(base.width(), base.height(), sum);
    }

    /**
     * Finished but once, whoever looks at it. Pictures are never changed once a step has made them, so this works at any
     * time and on any thread.
     */
    private static final class Preview implements Supplier<Picture> {
        private final Picture dream;
        private final Picture base;
        private final Picture original;
        private final Recipe recipe;
        private @Nullable Picture finished;

        Preview(Picture dream, Picture base, Picture original, Recipe recipe) {
            this.dream = dream;
            this.base = base;
            this.original = original;
            this.recipe = recipe;
        }

        @Override
        public synchronized Picture get() {
            if (finished == null) {
                Picture large = base == original ? dream : enlargedOver(original, dream, base);
                finished = Finish.of(large, original, recipe);
            }
            return finished;
        }
    }
}
