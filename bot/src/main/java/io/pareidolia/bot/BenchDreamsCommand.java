package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamListener;
import io.pareidolia.dream.DreamProgress;
import io.pareidolia.dream.DreamResult;
import io.pareidolia.dream.Dreamer;
import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.picture.DecodedPicture;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Dreams many small dreams and tells what each was thought to take, and took. */
@Command(
        name = "dreams",
        description = {
            "Dreams a photo again and again, small, each time by another recipe, and prints a line for each: the recipe,"
                    + " the seconds that it was thought to take and those that it took. The simulation draws from such a"
                    + " table.",
            ""
        },
        footer = {"", "  pareidolia bench dreams docs/alpine.jpg --count 200 > dreams.csv"})
final class BenchDreamsCommand implements Callable<Integer> {
    static final String HEADING = "recipe,estimate,seconds";

    private static final int SMALLEST = 128;
    private static final int LARGEST = 512;
    private static final int FEWEST_OCTAVES = 2;
    private static final int MOST_OCTAVES = 5;
    private static final int FEWEST_STEPS = 3;
    private static final int MOST_STEPS = 12;

    private final Terminal terminal;
    private final PictureReader reader;
    private final Supplier<Looks> looks;
    private final Function<StudioWish, Studio> studios;
    private final Interruption interruption;

    @Parameters(paramLabel = "PHOTO", description = "What is dreamed on.")
    private Path photo = Path.of("");

    @Option(names = "--count", paramLabel = "N", description = "How many dreams. Usual: ${DEFAULT-VALUE}.")
    private int count = 200;

    @Option(names = "--seed", paramLabel = "N", description = "Which recipes. Usual: ${DEFAULT-VALUE}.")
    private long seed = 1;

    BenchDreamsCommand(
            Terminal terminal,
            PictureReader reader,
            Supplier<Looks> looks,
            Function<StudioWish, Studio> studios,
            Interruption interruption) {
        this.terminal = terminal;
        this.reader = reader;
        this.looks = looks;
        this.studios = studios;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        StudioWish wish = new StudioWish(Optional.empty(), Optional.empty(), Device.named("auto"));
        return interruption.during(() -> {
            Path result = temporaryFile();
            try (Studio studio = studios.apply(wish);
                    Progress progress = terminal.progress("bench")) {
                Random random = new Random(seed);
                String network = recipe(studio, RecipeWish.NONE).network();
                List<Look> all = looks.get().all().stream()
                        .filter(look -> look.network().equals(network))
                        .toList();
                terminal.result(HEADING);
                for (int i = 0; i < count; i++) {
                    progress.show((double) i / count, "dream " + (i + 1) + " of " + count, i, Double.NaN);
                    terminal.result(dreamed(studio, words(random, all), result));
                }
            } finally {
                delete(result);
            }
            return ExitCode.DONE;
        });
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("pareidolia", ".png");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Sizes of equal ratios are equally likely, all else evenly. */
    private static String words(Random random, List<Look> all) {
        double size = SMALLEST * Math.pow((double) LARGEST / SMALLEST, random.nextDouble());
        return String.format(
                Locale.ROOT,
                "look=%s size=%d octaves=%d steps=%d seed=1",
                all.get(random.nextInt(all.size())).name(),
                Math.round(size),
                random.nextInt(FEWEST_OCTAVES, MOST_OCTAVES + 1),
                random.nextInt(FEWEST_STEPS, MOST_STEPS + 1));
    }

    private Recipe recipe(Studio studio, RecipeWish wish) {
        PictureSize size = reader.header(photo).size();
        return ((Resolution.Dream) studio.resolver().resolve(wish, size.width(), size.height())).recipe();
    }

    private String dreamed(Studio studio, String words, Path place) {
        long begun = System.nanoTime();
        PictureSize size = reader.header(photo).size();
        Recipe recipe = recipe(studio, RecipeText.parse(words));
        GradientSource source = studio.gradients(recipe);
        DreamEstimate estimate = studio.caps().check(recipe, size.width(), size.height(), source);
        DecodedPicture decoded = reader.read(photo, estimate.size().longest());
        DreamResult result = new Dreamer(source, studio.caps()).dream(decoded.picture(), recipe, new Ended());
        delete(place); // nothing is ever written over
        PictureWriter.write(result.picture(), place, Optional.empty());
        double seconds = (System.nanoTime() - begun) / 1e9;
        return String.format(Locale.ROOT, "%s,%.3f,%.3f", words, estimate.seconds(), seconds);
    }

    /** Hears whether the program is to end. */
    private final class Ended implements DreamListener {
        @Override
        public void progressed(DreamProgress now) {}

        @Override
        public boolean cancelled() {
            return interruption.asked();
        }
    }
}
