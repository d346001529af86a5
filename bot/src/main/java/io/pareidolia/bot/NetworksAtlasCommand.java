package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.DreamSheet;
import io.pareidolia.dream.LayerExpression;
import io.pareidolia.dream.LayerTerm;
import io.pareidolia.dream.Noise;
import io.pareidolia.dream.Recipe;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.Resolution;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a network can dream, on one sheet: that is how looks are found. */
@Command(
        name = "atlas",
        description = {
            "Shows what a network can dream: a sheet of small dreams out of grey noise, each labelled with what to type"
                    + " behind layer=. Without --layer these are the network's layers, with it the channels of one.",
            ""
        },
        footer = {
            "",
            "  pareidolia networks atlas googlenet",
            "  pareidolia networks atlas inception-v3 --layer mixed4 --channels 0-255:4",
            "  pareidolia networks atlas net.onnx --layer conv4 --photo cat.jpg size=256 steps=20",
            "",
            "Words of the recipe change the small dreams: steps, step, octaves, scale, smooth, jitter, size, seed."
        })
final class NetworksAtlasCommand implements Callable<Integer> {
    /** What small dreams out of noise need to show clearly what they see. */
    private static final RecipeWish SMALL =
            RecipeText.parse("octaves=3 scale=1.4 steps=16 step=3 jitter=16 smooth=4 size=192 seed=1");

    /** A sheet of more channels takes too long and is too large to look at, unless somebody asks for it. */
    private static final int USUAL_CHANNELS = 64;

    private static final int MOST = 1024;

    /** How far from grey the noise goes: gently first, since much of it shows through the dream. */
    private static final List<Double> NOISES = List.of(10.0, 10.0, 40.0, 40.0);

    /** What a size of picture takes to be prepared, in seconds. */
    private static final double PREPARING = 0.2;

    private final Terminal terminal;
    private final PictureReader reader;
    private final Function<StudioWish, Studio> studios;
    private final Interruption interruption;

    @Mixin
    private final NetworkWords named = new NetworkWords();

    @Parameters(index = "1..*", paramLabel = "WORD", description = "Words of the recipe, as in steps=20.")
    private List<String> words = List.of();

    @Option(names = "--layer", paramLabel = "LAYER", description = "Shows the channels of this layer.")
    private Optional<String> layer = Optional.empty();

    @Option(
            names = "--channels",
            paramLabel = "A-B:STEP",
            description = "Which channels, as in 0-255:4 for every fourth; without it at most " + USUAL_CHANNELS
                    + ", evenly spread.")
    private Optional<String> channels = Optional.empty();

    @Option(names = "--photo", paramLabel = "PHOTO", description = "Dreams this photo instead of grey noise.")
    private Optional<Path> photo = Optional.empty();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "The file to write, over what is there (png, jpg, webp), or a folder.")
    private Optional<String> out = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where to dream: auto, cpu or cuda:0 (or another number).",
            completionCandidates = DreamCommand.DeviceWords.class)
    private String device = "auto";

    NetworksAtlasCommand(
            Terminal terminal, PictureReader reader, Function<StudioWish, Studio> studios, Interruption interruption) {
        this.terminal = terminal;
        this.reader = reader;
        this.studios = studios;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        if (channels.isPresent() && layer.isEmpty()) {
            throw DreamException.input("Channels of which layer? Say it with --layer.");
        }
        RecipeWish said = RecipeText.parse(words);
        Stream.of(RecipeKey.LOOK, RecipeKey.LAYER, RecipeKey.NETWORK)
                .filter(said::has)
                .findFirst()
                .ifPresent(key -> {
                    throw DreamException.input("An atlas shows layers by themselves, so leave out " + key + "=.");
                });
        StudioWish wish = new StudioWish(Optional.of(named.network()), named.preprocessing(), Device.named(device));
        ResultFiles results = ResultFiles.of(out, false);
        return interruption.during(() -> {
            try (Studio studio = studios.apply(wish)) {
                interruption.hurryWith(studio::stop);
                studio.remarks().forEach(terminal::say);
                atlas(studio, SMALL.then(said), results);
            }
            return ExitCode.DONE;
        });
    }

    private void atlas(Studio studio, RecipeWish wish, ResultFiles results) {
        String name = studio.asked().orElseThrow().name();
        Path place = results.forAtlas(layer.map(one -> name + "-" + one).orElse(name));
        List<Picture> starts = photo.map(file -> List.of(photo(file, wish))).orElseGet(() -> noise(wish));
        PictureSize size = starts.get(0).size();
        List<DreamSheet.Entry> entries = entries(studio, name, wish, size);
        if (entries.size() > MOST) {
            throw DreamException.input(
                    "These are " + entries.size() + " channels; " + MOST + " is the most for one sheet.");
        }
        DreamSheet.Result sheet;
        try (Progress progress = terminal.progress(name)) {
            progress.show(0, entries.size() + " dreams of " + size + " pixels", 0, seconds(studio, entries));
            sheet = new DreamSheet(entries, studio::gradients, studio.caps())
                    .dream(starts, new SheetProgress(progress, interruption::asked));
        }
        sheet.remarks().forEach(terminal::say);
        if (!sheet.dead().isEmpty()) {
            terminal.say(sheet.dead().size() + " of " + entries.size()
                    + " are dead, with a gradient of zero everywhere: " + String.join(" ", sheet.dead()));
        }
        PictureWriter.write(sheet.picture(), place, Optional.empty());
        terminal.result(place.toString());
    }

    private Picture photo(Path file, RecipeWish wish) {
        return reader.read(file, wish.get(RecipeKey.SIZE).orElseThrow()).picture();
    }

    /** Several of a kind, since each leaves some channels untouched. */
    private static List<Picture> noise(RecipeWish wish) {
        int side = wish.get(RecipeKey.SIZE).orElseThrow();
        long seed = wish.get(RecipeKey.SEED).orElse(0L);
        return IntStream.range(0, NOISES.size())
                .mapToObj(start -> Noise.of(side, NOISES.get(start), seed + start, start % 2 == 0))
                .toList();
    }

    private List<DreamSheet.Entry> entries(Studio studio, String name, RecipeWish wish, PictureSize size) {
        List<LayerTerm> terms = new ArrayList<>();
        if (layer.isEmpty()) {
            studio.layers(name).forEach(each -> terms.add(LayerTerm.of(each)));
        } else {
            LayerTerm whole = LayerTerm.of(layer.get());
            for (int channel : chosen(studio.channels(name, whole.layer())).channels()) {
                terms.add(new LayerTerm(whole.layer(), List.of(channel), 1));
            }
        }
        List<DreamSheet.Entry> entries = new ArrayList<>();
        for (LayerTerm term : terms) {
            RecipeWish one =
                    wish.with(RecipeKey.NETWORK, name).with(RecipeKey.LAYER, new LayerExpression(List.of(term)));
            Resolution resolution = studio.resolver().resolve(one, size.width(), size.height());
            entries.add(new DreamSheet.Entry(term.toString(), ((Resolution.Dream) resolution).recipe()));
        }
        return entries;
    }

    private ChannelRange chosen(int all) {
        if (channels.isEmpty()) {
            ChannelRange spread = ChannelRange.spread(all, USUAL_CHANNELS);
            if (spread.step() > 1) {
                terminal.say("These are some of " + all + " channels; --channels 0-" + (all - 1) + " shows all.");
            }
            return spread;
        }
        ChannelRange range = ChannelRange.parse(channels.get());
        if (range.last() >= all) {
            throw DreamException.input("The layer " + layer.orElseThrow() + " has " + all
                    + " channels, numbered from 0 to " + (all - 1) + ".");
        }
        return range;
    }

    /** For all of them, by the first, the middle and the last. */
    private static double seconds(Studio studio, List<DreamSheet.Entry> entries) {
        return Stream.of(0, entries.size() / 2, entries.size() - 1)
                        .map(index -> entries.get(index).recipe())
                        .mapToDouble(recipe -> seconds(studio, recipe))
                        .average()
                        .orElseThrow()
                * entries.size();
    }

    private static double seconds(Studio studio, Recipe recipe) {
        try {
            return DreamEstimate.of(recipe, recipe.size(), recipe.size(), studio.gradients(recipe))
                            .seconds()
                    + PREPARING * recipe.octaves();
        } catch (DreamException told) {
            return 0; // the sheet will tell it
        }
    }
}
