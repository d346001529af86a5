package io.pareidolia.bot.worker;

import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.Dreamer;
import io.pareidolia.dream.NetworkGradient;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.picture.Picture;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Makes the default network ready before anybody asks for it, and finds out how fast this device is. */
final class WarmUp {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 192;
    private static final int STEPS = 5;

    /** How long whoever started this process may have the processor for its own start, before the speed is measured. */
    private static final long OTHERS_MILLIS = 1_500;

    private static final long LOOK_MILLIS = 50;

    private final DreamerStudio studio;
    private final BooleanSupplier hurry;

    /** @param hurry true as soon as somebody waits: then the speed stays unknown */
    WarmUp(DreamerStudio studio, BooleanSupplier hurry) {
        this.studio = studio;
        this.hurry = hurry;
    }

    /**
     * Loads the default network and dreams a grey picture.
     *
     * @return how many seconds pass here for each that the core estimates; empty if there was no time to find out
     * @throws DreamException if the network cannot be used
     */
    OptionalDouble pace() throws InterruptedException {
        Network network = studio.network(studio.networks().get(0).name());
        for (long waited = 0; waited < OTHERS_MILLIS && !hurry.getAsBoolean(); waited += LOOK_MILLIS) {
            Thread.sleep(LOOK_MILLIS);
        }
        if (hurry.getAsBoolean()) {
            return OptionalDouble.empty();
        }
        RecipeWish wish = RecipeWish.NONE
                .with(RecipeKey.NETWORK, network.name())
                .with(RecipeKey.OCTAVES, 1)
                .with(RecipeKey.STEPS, STEPS)
                .with(RecipeKey.SIZE, WIDTH)
                .with(RecipeKey.SEED, 0L);
        Recipe recipe = ((Resolution.Dream) studio.resolver(wish).resolve(wish, WIDTH, HEIGHT)).recipe();
        NetworkGradient source = studio.gradient(network, recipe.layer());
        Watch watch = new Watch();
        try {
            new Dreamer(source, studio.caps()).dream(Picture.filled(WIDTH, HEIGHT, 128, 128, 128), recipe, watch);
        } catch (DreamException ended) {
            if (ended.kind() == DreamException.Kind.CANCELLED) {
                return OptionalDouble.empty();
            }
            throw ended;
        }
        double estimated = DreamEstimate.of(recipe, WIDTH, HEIGHT, source).seconds() / STEPS;
        return OptionalDouble.of(watch.fastest / estimated);
    }

    /** Looks for the fastest step: whatever starts beside it makes the others slow. */
    private final class Watch implements DreamListener {
        private long last;
        private double fastest = Double.POSITIVE_INFINITY;

        @Override
        public void progressed(DreamProgress now) {
            long time = System.nanoTime();
            if (now.step() > 1) { // the first one prepares
                fastest = Math.min(fastest, (time - last) / 1e9);
            }
            last = time;
        }

        @Override
        public boolean cancelled() {
            return hurry.getAsBoolean();
        }
    }
}
