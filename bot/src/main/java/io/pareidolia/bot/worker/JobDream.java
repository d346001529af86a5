package io.pareidolia.bot.worker;

import io.pareidolia.bot.worker.DreamerProtocol.Decoded;
import io.pareidolia.bot.worker.DreamerProtocol.Done;
import io.pareidolia.bot.worker.DreamerProtocol.JobReport;
import io.pareidolia.bot.worker.DreamerProtocol.Seen;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.DreamResult;
import io.pareidolia.dream.DreamSheet;
import io.pareidolia.dream.Dreamer;
import io.pareidolia.dream.Filmstrip;
import io.pareidolia.dream.NetworkGradient;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.content.ContentClassifier;
import io.pareidolia.dream.content.ContentReport;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.picture.DecodedPicture;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, dreams and writes one job after another. What it throws is said to strangers and names no file of ours. */
final class JobDream {
    /** How sentences call the picture. */
    private static final String NAME = "This picture";

    /** As large as one looks at it on a telephone, in two rows of four. */
    private static final int STRIP_PICTURES = 8;

    private static final int STRIP_LONGEST = 320;
    private static final int STRIP_WIDEST = 1400;

    /** How finely the progress of a sheet is told. */
    private static final int PARTS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(JobDream.class);

    private final PictureReader reader;
    private final DreamerStudio studio;
    private final ContentCheck content;
    private final Consumer<JobReport> told;

    /** @param told hears how far the job is, but for its end */
    JobDream(PictureReader reader, DreamerStudio studio, ContentCheck content, Consumer<JobReport> told) {
        this.reader = reader;
        this.studio = studio;
        this.content = content;
        this.told = told;
    }

    /**
     * Does one job.
     *
     * @throws ContentRefusal if nobody shall dream on the picture; then nothing is written
     * @throws DreamException with one sentence; then nothing is written either
     */
    Done dream(ChildJob job) throws ContentRefusal {
        long begun = System.nanoTime();
        DreamerProtocol.Dream order = job.order();
        byte[] file = source(Path.of(order.source()));
        content.file(file, order);
        PictureSize size = reader.header(file, NAME).size();
        RecipeWish wish = RecipeText.parse(order.recipe());
        Resolution resolution = studio.resolver(wish).resolve(wish, size.width(), size.height());
        Ordered ordered = resolution instanceof Resolution.Sampler sampler
                ? new Sheet(sampler, wish, size)
                : new One(((Resolution.Dream) resolution).recipe(), size);
        DreamEstimate estimate = ordered.estimate();
        // once for the filter and for the dream, which makes it smaller where it is larger than it needs
        DecodedPicture decoded =
                reader.read(file, NAME, Math.max(estimate.size().longest(), ContentClassifier.longestNeeded(size)));
        ContentReport seen = content.look(decoded.picture());
        told.accept(
                new Seen(order.job(), seen.fingerprint().map(Fingerprint::text).orElse(null)));
        content.source(seen, order);
        List<String> remarks = new ArrayList<>(resolution.remarks());
        remarks.addAll(decoded.remarks());
        told.accept(new Decoded(order.job(), size.width(), size.height(), estimate.seconds(), remarks));
        Made made = ordered.dream(decoded.picture(), job);
        remarks.addAll(made.remarks());
        boolean hidden = made.dreams().stream().anyMatch(dream -> content.isSuspect(dream, order.filter()));
        Path place = Path.of(order.result());
        write(made.picture(), place, made.stamp());
        made.filmstrip().ifPresent(strip -> write(strip, Path.of(String.valueOf(order.filmstrip()))));
        return new Done(
                order.job(),
                order.result(),
                PictureWriter.formatOf(place).mediaType(),
                made.picture().width(),
                made.picture().height(),
                (System.nanoTime() - begun) / 1e9,
                estimate.seconds(),
                made.recipe(),
                remarks,
                hidden);
    }

    private static byte[] source(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            throw new DreamException(
                    DreamException.Kind.MACHINE, NAME + " is not where it was kept; send it once more.", gone);
        } catch (IOException unreadable) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    NAME + " cannot be read from the disk here, which is no fault of yours; send it once more.",
                    unreadable);
        }
    }

    /** A file of a network that is not as it should be is the operator's business. */
    private Network network(String name) {
        try {
            return studio.network(name);
        } catch (DreamException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE, "The network " + name + " cannot be used here now.", failure);
        }
    }

    private static void write(Picture dream, Path place, Optional<String> stamp) {
        try {
            PictureWriter.write(dream, place, stamp);
        } catch (DreamException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE, "The dream was finished, but could not be kept here.", failure);
        }
    }

    /** The filmstrip. A disk that refuses it does not end the dream. */
    private static void write(Filmstrip strip, Path place) {
        try {
            PictureWriter.writePreview(strip.strip(STRIP_WIDEST), place);
        } catch (DreamException refused) {
            LOG.warn("a filmstrip could not be written: {}", refused.getMessage());
        }
    }

    /**
     * What came of a job.
     *
     * @param dreams what is to be seen on the picture, each by itself: the filter would overlook one among others
     */
    private record Made(
            Picture picture,
            List<Picture> dreams,
            String recipe,
            Optional<String> stamp,
            List<String> remarks,
            Optional<Filmstrip> filmstrip) {}

    /** What is to be dreamed. */
    private sealed interface Ordered {
        /** @throws DreamException if it is too much */
        DreamEstimate estimate();

        Made dream(Picture photo, ChildJob job);
    }

    private final class One implements Ordered {
        private final Recipe recipe;
        private final Network network;
        private final NetworkGradient source;
        private final PictureSize size;

        One(Recipe recipe, PictureSize size) {
            this.recipe = recipe;
            this.network = network(recipe.network());
            this.source = studio.gradient(network, recipe.layer());
            this.size = size;
        }

        @Override
        public DreamEstimate estimate() {
            return studio.caps().check(recipe, size.width(), size.height(), source);
        }

        @Override
        public Made dream(Picture photo, ChildJob job) {
            Watch watch = new Watch(job);
            Optional<Filmstrip> strip = Optional.ofNullable(job.order().filmstrip())
                    .map(file -> new Filmstrip(photo, STRIP_PICTURES, STRIP_LONGEST, watch));
            DreamListener listener = strip.isPresent() ? strip.get() : watch;
            DreamResult result = new Dreamer(source, studio.caps()).dream(photo, recipe, listener);
            String stamp = RecipeText.stamp(result.recipe(), network.sha256(), network.preprocessing());
            return new Made(
                    result.picture(), List.of(result.picture()), stamp, Optional.of(stamp), result.remarks(), strip);
        }
    }

    /** Several looks on one picture. */
    private final class Sheet implements Ordered {
        private final List<DreamSheet.Entry> tiles;
        private final RecipeWish wish;
        private final PictureSize size;

        Sheet(Resolution.Sampler sampler, RecipeWish wish, PictureSize size) {
            this.tiles = sampler.tiles();
            this.wish = wish;
            this.size = size;
        }

        private NetworkGradient source(Recipe recipe) {
            return studio.gradient(network(recipe.network()), recipe.layer());
        }

        @Override
        public DreamEstimate estimate() {
            return tiles.stream()
                    .map(DreamSheet.Entry::recipe)
                    .map(recipe -> studio.caps().check(recipe, size.width(), size.height(), source(recipe)))
                    .reduce(DreamEstimate::then)
                    .orElseThrow();
        }

        @Override
        public Made dream(Picture photo, ChildJob job) {
            DreamSheet.Result result = new DreamSheet(tiles, this::source, studio.caps())
                    .dream(photo, Optional.empty(), new SheetWatch(job));
            return new Made(
                    result.picture(),
                    result.dreams(),
                    wish.toString(),
                    Optional.empty(),
                    result.remarks(),
                    Optional.empty());
        }
    }

    private static Optional<Previews> previews(ChildJob job) {
        return Optional.ofNullable(job.order().preview()).map(file -> new Previews(Path.of(file), System::nanoTime));
    }

    private final class SheetWatch implements DreamSheet.Listener {
        private final ChildJob job;
        private final Optional<Previews> previews;

        SheetWatch(ChildJob job) {
            this.job = job;
            this.previews = previews(job);
        }

        @Override
        public void progressed(DreamSheet.Progress now) {
            String id = job.order().job();
            int part = Math.min(PARTS, Math.max(1, (int) Math.round(now.share() * PARTS)));
            double left = Double.isFinite(now.secondsLeft()) ? Math.max(0, now.secondsLeft()) : 0;
            told.accept(new DreamerProtocol.Progress(id, 1, 1, part, PARTS, 0, left));
            if (previews.isPresent() && previews.get().written(now.preview())) {
                told.accept(new DreamerProtocol.Preview(id));
            }
        }

        @Override
        public boolean cancelled() {
            return job.hasToEnd();
        }
    }

    private final class Watch implements DreamListener {
        private final ChildJob job;
        private final Optional<Previews> previews;

        Watch(ChildJob job) {
            this.job = job;
            this.previews = previews(job);
        }

        @Override
        public void progressed(DreamProgress now) {
            String id = job.order().job();
            told.accept(new DreamerProtocol.Progress(
                    id, now.octave(), now.octaves(), now.step(), now.steps(), now.objective(), now.secondsLeft()));
            if (previews.isPresent() && previews.get().written(now.preview())) {
                told.accept(new DreamerProtocol.Preview(id));
            }
        }

        @Override
        public boolean cancelled() {
            return job.hasToEnd();
        }
    }
}
