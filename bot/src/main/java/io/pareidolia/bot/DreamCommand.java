package io.pareidolia.bot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.NetworkChoice;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.picture.PictureReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main thing: photos in, dreams out. */
@Command(
        name = DreamCommand.NAME,
        abbreviateSynopsis = true,
        description = {
            "Dreams photos. The dream of cat.jpg is written beside it as cat-dream.png; what is there already is kept,"
                    + " and the next one is called cat-dream-2.png.",
            ""
        },
        footerHeading = "%nA word is a photo if there is such a file or folder, or if it has a slash or the ending of a"
                + " picture. Every other word belongs to the recipe; pareidolia looks lists them all.%n%n",
        footer = {
            "  pareidolia dream cat.jpg",
            "  pareidolia dream cat.jpg eyes stronger size=2048",
            "  pareidolia dream holiday/ maze -o dreams/",
            "  pareidolia dream dog.jpg --like cat-dream.png",
            "  pareidolia dream cat.jpg --network net.onnx layer=conv4",
            "",
            "With --json each photo gives one line on standard output: an object with source, result, recipe, network,"
                    + " sha256, width, height, seconds, objective and remarks, with filmstrip if one was asked for;"
                    + " for look=? with looks instead of recipe and objective; or with source and error.",
            "",
            "Exit code: 0 if every photo was dreamed, 2 if what was given cannot be used, 1 if this machine lacks"
                    + " something, 143 if the program was told to end."
        })
final class DreamCommand implements Callable<Integer> {
    static final String NAME = "dream";

    private final Terminal terminal;
    private final PictureReader reader;
    private final Supplier<Looks> looks;
    private final Function<StudioWish, Studio> studios;
    private final Interruption interruption;

    @Parameters(
            arity = "0..*",
            paramLabel = "PHOTO|WORD",
            description = "Photos, folders of photos, and words of the recipe, in any order.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description =
                    "The file to write, over what is there; its ending says the format: png, jpg, webp, or npy (float32,"
                            + " height × width × 3, 0 to 255, not rounded). Or a folder.")
    private Optional<String> out = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "NAME|FILE",
            description = "The network that dreams: a name of pareidolia networks list, or an ONNX file.")
    private Optional<String> network = Optional.empty();

    @Option(
            names = "--preprocess",
            paramLabel = "HOW",
            description = "What a network from a file was trained to see: caffe, tf, torch or none.",
            completionCandidates = PreprocessingWords.class)
    private Optional<String> preprocess = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where to dream: auto, cpu or cuda:0 (or another number).",
            completionCandidates = DeviceWords.class)
    private String device = "auto";

    @Option(names = "--filmstrip", description = "Writes the process as one more picture: the original, then deeper.")
    private boolean filmstrip;

    @Option(
            names = "--like",
            paramLabel = "DREAMED",
            description = "Takes the recipe found inside a dreamed picture; other words change it.")
    private Optional<Path> like = Optional.empty();

    @Option(names = "--json", description = "Prints one JSON object for each photo.")
    private boolean json;

    DreamCommand(
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
        DreamArguments read = DreamArguments.of(arguments, looks.get().names());
        if (read.photos().isEmpty()) {
            throw DreamException.input("Which photo? As in: pareidolia dream cat.jpg "
                    + String.join(" ", read.words()).strip());
        }
        RecipeWish said = RecipeText.parse(read.words());
        RecipeWish wish = like.map(dreamed -> goingOnFrom(dreamed, said)).orElse(said);
        if (preprocess.isPresent() && said.has(RecipeKey.PREPROCESS)) {
            throw DreamException.input("Say the pre-processing once: --preprocess or preprocess=.");
        }
        Optional<Preprocessing> seen =
                preprocess.or(() -> wish.get(RecipeKey.PREPROCESS)).map(Preprocessing::named);
        StudioWish place = new StudioWish(network, seen, Device.named(device));
        if (network.isPresent() && said.has(RecipeKey.NETWORK)) {
            throw DreamException.input("Say the network once: --network or network=.");
        }
        List<Path> photos = Photos.in(read.photos());
        boolean several = photos.size() > 1 || read.photos().stream().anyMatch(Files::isDirectory);
        ResultFiles results = ResultFiles.of(out, several);
        read.remarks().forEach(terminal::say);
        return interruption.during(() -> dream(photos, place, wish, results));
    }

    private int dream(List<Path> photos, StudioWish place, RecipeWish wish, ResultFiles results) {
        List<DreamReport.Failed> failed = new ArrayList<>();
        Optional<String> advice;
        try (Studio studio = studios.apply(place)) {
            interruption.hurryWith(studio::stop);
            studio.remarks().forEach(terminal::say);
            RecipeWish whole = studio.asked()
                    .map(NetworkChoice::name)
                    .map(name -> wish.with(RecipeKey.NETWORK, name))
                    .orElse(wish);
            DreamOrder order = new DreamOrder(whole, like.isPresent(), filmstrip, results);
            PhotoDream dream = new PhotoDream(terminal, reader, studio, order, interruption::asked);
            for (Path photo : photos) {
                DreamReport report = dreamed(dream, photo);
                tell(report);
                if (report instanceof DreamReport.Failed failure) {
                    failed.add(failure);
                }
                if (interruption.asked()) {
                    break;
                }
            }
            advice = studio.advice();
        }
        tellFailures(failed, photos.size());
        if (failed.size() < photos.size() && terminal.interactive()) {
            advice.ifPresent(terminal::say);
        }
        return interruption.asked()
                ? ExitCode.TERMINATED
                : failed.stream().mapToInt(DreamReport.Failed::exitCode).reduce(ExitCode.DONE, ExitCode::graver);
    }

    private static DreamReport dreamed(PhotoDream dream, Path photo) {
        try {
            return dream.dream(photo);
        } catch (RuntimeException | OutOfMemoryError failure) {
            return DreamReport.Failed.of(photo, failure);
        }
    }

    /** The recipe inside a dreamed picture, with what is said here: words, and perhaps another network. */
    private RecipeWish goingOnFrom(Path dreamed, RecipeWish said) {
        RecipeWish found = recipeIn(dreamed);
        RecipeWish left =
                network.map(name -> found.seenBy(new File(name).getName())).orElse(found);
        return left.changedBy(said);
    }

    private RecipeWish recipeIn(Path dreamed) {
        String stamp = reader.read(dreamed, 64)
                .stamp()
                .orElseThrow(() -> DreamException.input("There is no recipe inside " + dreamed
                        + ": it was not made here, or another program has written it anew."));
        return RecipeText.parse(stamp);
    }

    private void tell(DreamReport report) {
        report.remarks().forEach(terminal::say);
        if (json) {
            try {
                terminal.out().println(new ObjectMapper().writeValueAsString(report));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        } else if (report instanceof DreamReport.Dreamed dreamed) {
            terminal.result(dreamed.result());
            if (dreamed.filmstrip() != null) {
                terminal.result(dreamed.filmstrip());
            }
            terminal.result(dreamed.recipe());
        } else if (report instanceof DreamReport.Sheet sheet) {
            terminal.result(sheet.result());
            terminal.say("Type the words beneath a picture to have it large, as in: pareidolia dream " + sheet.source()
                    + " " + sheet.looks().get(0).words());
        }
    }

    private void tellFailures(List<DreamReport.Failed> failed, int photos) {
        if (photos == 1) {
            failed.forEach(failure -> terminal.say(failure.error()));
        } else if (!failed.isEmpty()) {
            terminal.say(failed.size() + " of " + photos + " photos could not be dreamed:");
            failed.forEach(failure -> terminal.say("  " + failure.source() + ": " + failure.error()));
        }
    }

    /** For shells that complete words. */
    static final class PreprocessingWords extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        PreprocessingWords() {
            super(Preprocessing.words());
        }
    }

    /** For shells that complete words. */
    static final class DeviceWords extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        DeviceWords() {
            super(List.of("auto", "cpu", "cuda:0"));
        }
    }
}
