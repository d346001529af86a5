package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.DreamResult;
import io.pareidolia.dream.DreamSheet;
import io.pareidolia.dream.Dreamer;
import io.pareidolia.dream.Filmstrip;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.Verb;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
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

    private static final int STRIP_PICTURES = 8;
    private static final int STRIP_LONGEST = 480;
    private static final int STRIP_WIDEST = 2048;

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
            return dream(photo, size, dream.recipe(), remarks, begun);
        }
        return sheet(photo, (Resolution.Sampler) resolution, remarks, begun);
    }

    private DreamReport dream(Path photo, PictureSize size, Recipe recipe, List<String> remarks, long begun) {
        ResultFiles results = order.results();
        Path place = order.filmstrip() ? results.forPhotoWithFilmstrip(photo) : results.forPhoto(photo);
        DreamResult result;
        Watch watch;
        Optional<Filmstrip> strip;
        try (Progress progress = terminal.progress(name(photo))) {
            progress.show(0, "preparing " + recipe.network(), 0, Double.NaN);
            GradientSource source = studio.gradients(recipe);
            DreamEstimate estimate = studio.caps().check(recipe, size.width(), size.height(), source);
            progress.show(0, estimate.size() + " pixels", 1, estimate.seconds());
            DecodedPicture decoded = reader.read(photo, estimate.size().longest());
            remarks.addAll(decoded.remarks());
            watch = new Watch(progress, cancelled);
            strip = order.filmstrip()
                    ? Optional.of(new Filmstrip(decoded.picture(), STRIP_PICTURES, STRIP_LONGEST, watch))
                    : Optional.empty();
            DreamListener listener = strip.isPresent() ? strip.get() : watch;
            result = new Dreamer(source, studio.caps()).dream(decoded.picture(), recipe, listener);
        }
        remarks.addAll(result.remarks());
        String sha256 = studio.network(recipe.network()).sha256();
        Preprocessing preprocessing = studio.preprocessing(recipe.network());
        Optional<String> stamp = Optional.of(RecipeText.stamp(result.recipe(), sha256, preprocessing));
        PictureWriter.write(result.picture(), place, stamp);
        Optional<Path> stripPlace = strip.map(taken -> ResultFiles.filmstripFor(place));
        stripPlace.ifPresent(beside -> PictureWriter.write(strip.orElseThrow().strip(STRIP_WIDEST), beside, stamp));
        return new DreamReport.Dreamed(
                photo.toString(),
                place.toString(),
                stripPlace.map(Path::toString).orElse(null),
                studio.knows(recipe.network(), preprocessing)
                        ? RecipeText.answer(result.recipe())
                        : RecipeText.answer(result.recipe(), preprocessing),
                recipe.network(),
                sha256,
                result.picture().width(),
                result.picture().height(),
                secondsSince(begun),
                watch.objective,
                remarks);
    }

    private DreamReport sheet(Path photo, Resolution.Sampler sampler, List<String> remarks, long begun) {
        Path place = order.results().forSheet(photo);
        if (order.filmstrip()) {
            remarks.add("A sheet of looks has no film strip.");
        }
        Recipe one = sampler.tiles().get(0).recipe();
        DecodedPicture decoded = reader.read(photo, one.size());
        remarks.addAll(decoded.remarks());
        DreamSheet.Result result;
        try (Progress progress = terminal.progress(name(photo))) {
            progress.show(0, "preparing " + one.network(), 0, Double.NaN);
            result = new DreamSheet(sampler.tiles(), studio::gradients, studio.caps())
                    .dream(decoded.picture(), Optional.of("original"), new SheetProgress(progress, cancelled));
        }
        remarks.addAll(result.remarks());
        PictureWriter.write(result.picture(), place, Optional.empty());
        return new DreamReport.Sheet(
                photo.toString(),
                place.toString(),
                sampler.tiles().stream()
                        .map(tile -> new DreamReport.Choice(tile.words(), RecipeText.answer(tile.recipe())))
                        .toList(),
                one.network(),
                studio.network(one.network()).sha256(),
                result.picture().width(),
                result.picture().height(),
                secondsSince(begun),
                remarks);
    }

    private static double secondsSince(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1000.0;
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
        return RecipeText.parse(stamp.get()).changedBy(said);
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
            boolean done = now.stepsDone() == now.stepsInAll();
            double spent = (System.nanoTime() - begun) / 1e9;
            progress.show(
                    done ? 1 : spent / (spent + now.secondsLeft()),
                    "octave " + now.octave() + " of " + now.octaves() + ", step " + now.step() + " of " + now.steps(),
                    now.octave(),
                    done ? Double.NaN : now.secondsLeft());
        }

        @Override
        public boolean cancelled() {
            return cancelled.getAsBoolean();
        }
    }
}
