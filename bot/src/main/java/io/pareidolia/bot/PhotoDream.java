package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.DreamResult;
import io.pareidolia.dream.Dreamer;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.Verb;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.DecodedPicture;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Dreams one photo after another, each as the same command line asks for it. */
final class PhotoDream {
    /** A picture this small is decoded only for the words in it. */
    private static final int FOR_WORDS_ALONE = 64;

    private final Terminal terminal;
    private final PictureReader reader;
    private final Studio studio;
    private final DreamOrder order;
    private final BooleanSupplier cancelled;

    PhotoDream(Terminal terminal, PictureReader reader, Studio studio, DreamOrder order, BooleanSupplier cancelled) {
        this.terminal = terminal;
        this.reader = reader;
        this.studio = studio;
        this.order = order;
        this.cancelled = cancelled;
    }

    /**
     * Reads, dreams, writes.
     *
     * @throws DreamException with one sentence; then nothing is written
     */
    DreamReport dream(Path photo) {
        long begun = System.nanoTime();
        List<String> remarks = new ArrayList<>();
        PictureSize size = reader.header(photo).size();
        RecipeWish wish = wish(photo);
        Resolution resolution = studio.resolver().resolve(wish, size.width(), size.height());
        remarks.addAll(resolution.remarks());
        if (resolution instanceof Resolution.Dream dream) {
            return dream(photo, dream.recipe(), remarks, begun);
        }
        throw DreamException.input("A sheet of looks cannot be made yet; name a look.");
    }

    private DreamReport dream(Path photo, Recipe recipe, List<String> remarks, long begun) {
        Path place = order.results().forPhoto(photo);
        DecodedPicture decoded = reader.read(photo, recipe.size());
        remarks.addAll(decoded.remarks());
        DreamResult result;
        Watch watch;
        try (Progress progress = terminal.progress(name(photo))) {
            watch = new Watch(progress, cancelled);
            progress.show(0, "preparing " + recipe.network(), 0, Double.NaN);
            Dreamer dreamer = new Dreamer(studio.gradients(recipe), studio.caps());
            result = dreamer.dream(decoded.picture(), recipe, watch);
        }
        remarks.addAll(result.remarks());
        String sha256 = studio.network(recipe.network()).sha256();
        PictureWriter.write(result.picture(), place, Optional.of(RecipeText.stamp(result.recipe(), sha256)));
        return new DreamReport.Dreamed(
                photo.toString(),
                place.toString(),
                null,
                RecipeText.answer(result.recipe()),
                recipe.network(),
                sha256,
                result.picture().width(),
                result.picture().height(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1000.0,
                watch.objective,
                remarks);
    }

    /** The wish for this photo; {@code deeper} and {@code again} go on from the recipe found inside a dream. */
    private RecipeWish wish(Path photo) {
        RecipeWish said = order.wish();
        if (order.like() || said.verbs().stream().noneMatch(Verb::newSeed)) {
            return said;
        }
        Optional<String> stamp = reader.read(photo, FOR_WORDS_ALONE).stamp();
        if (stamp.isEmpty()) {
            return said;
        }
        return RecipeText.parse(stamp.get()).then(said);
    }

    private static String name(Path photo) {
        return String.valueOf(photo.getFileName());
    }

    /** Hands progress on to the terminal. */
    private static final class Watch implements DreamListener {
        private final Progress progress;
        private final BooleanSupplier cancelled;
        private final long begun = System.nanoTime();
        private double objective;

        Watch(Progress progress, BooleanSupplier cancelled) {
            this.progress = progress;
            this.cancelled = cancelled;
        }

        @Override
        public void progressed(DreamProgress now) {
            objective = now.objective();
            double spent = (System.nanoTime() - begun) / 1e9;
            double all = spent + now.secondsLeft();
            progress.show(
                    now.stepsDone() == now.stepsInAll() ? 1 : all > 0 ? spent / all : 0,
                    "octave " + now.octave() + " of " + now.octaves() + ", step " + now.step() + " of " + now.steps(),
                    now.octave(),
                    now.secondsLeft());
        }

        @Override
        public boolean cancelled() {
            return cancelled.getAsBoolean();
        }
    }
}
