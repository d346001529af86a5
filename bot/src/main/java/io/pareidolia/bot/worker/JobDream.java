package io.pareidolia.bot.worker;

import io.pareidolia.bot.worker.DreamerProtocol.Decoded;
import io.pareidolia.bot.worker.DreamerProtocol.Done;
import io.pareidolia.bot.worker.DreamerProtocol.JobReport;
import io.pareidolia.bot.worker.DreamerProtocol.Seen;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.DreamResult;
import io.pareidolia.dream.Dreamer;
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

/** Reads, dreams and writes one job after another. What it throws is said to strangers and names no file of ours. */
final class JobDream {
    /** How sentences call the picture. */
    private static final String NAME = "This picture";

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
        if (!(resolution instanceof Resolution.Dream wanted)) {
            throw DreamException.input("A sheet of looks is made on the command line only; choose one of the looks.");
        }
        Recipe recipe = wanted.recipe();
        Network network = network(recipe.network());
        NetworkGradient source = studio.gradient(network, recipe.layer());
        DreamCaps caps = studio.caps();
        DreamEstimate estimate = caps.check(recipe, size.width(), size.height(), source);
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
        DreamResult result = new Dreamer(source, caps).dream(decoded.picture(), recipe, new Watch(job));
        remarks.addAll(result.remarks());
        boolean hidden = content.isSuspect(result.picture(), order.filter());
        Path place = Path.of(order.result());
        String stamp = RecipeText.stamp(result.recipe(), network.sha256(), network.preprocessing());
        write(result.picture(), place, stamp);
        return new Done(
                order.job(),
                order.result(),
                PictureWriter.formatOf(place).mediaType(),
                result.picture().width(),
                result.picture().height(),
                (System.nanoTime() - begun) / 1e9,
                estimate.seconds(),
                stamp,
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

    private static void write(Picture dream, Path place, String stamp) {
        try {
            PictureWriter.write(dream, place, Optional.of(stamp));
        } catch (DreamException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE, "The dream was finished, but could not be kept here.", failure);
        }
    }

    private final class Watch implements DreamListener {
        private final ChildJob job;
        private final Optional<Previews> previews;

        Watch(ChildJob job) {
            this.job = job;
            this.previews = Optional.ofNullable(job.order().preview())
                    .map(file -> new Previews(Path.of(file), System::nanoTime));
        }

        @Override
        public void progressed(DreamProgress now) {
            String id = job.order().job();
            told.accept(new DreamerProtocol.Progress(
                    id, now.octave(), now.octaves(), now.step(), now.steps(), now.objective(), now.secondsLeft()));
            if (previews.isPresent() && previews.get().written(now)) {
                told.accept(new DreamerProtocol.Preview(id));
            }
        }

        @Override
        public boolean cancelled() {
            return job.hasToEnd();
        }
    }
}
