package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.graph.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of the recipe language: its name, range, default, help, and how its values are read and written. This is the
 * only definition; parser, printer, help and every error speak from it.
 *
 * @param <T> the type of its values
 */
public final class RecipeKey<T> {
    /** When a key is written. */
    private enum Place {
        /** In every recipe; an answer to a person always says it. */
        SAID,
        /** In every recipe; an answer leaves it out while it has its default. */
        QUIET,
        /** Only in what a person wishes; a recipe has it expanded. */
        WISHED,
        /** Only in the stamp inside a finished picture. */
        STAMPED
    }

    public static final RecipeKey<Integer> RECIPE = new RecipeKey<>(
            "recipe",
            Place.STAMPED,
            whole(1, 1),
            Integer.class,
            null,
            null,
            "version of the language, of the algorithm and of the jitter's generator");
    public static final RecipeKey<String> LOOK = new RecipeKey<>(
            "look",
            Place.WISHED,
            new ValueForm.Word(
                    Pattern.compile("NAME|\\?(?:NAME(?:\\+NAME){0,7})?".replace("NAME", "[a-z][a-z0-9-]{0,31}")),
                    "a look's name, or ? for a sheet of eight"),
            String.class,
            null,
            null,
            "a named recipe to start from; the bare name will do");
    public static final RecipeKey<String> NETWORK = new RecipeKey<>(
            "network",
            Place.SAID,
            new ValueForm.NetworkName(),
            String.class,
            null,
            Recipe::network,
            "the network that dreams");
    public static final RecipeKey<LayerExpression> LAYER = new RecipeKey<>(
            "layer",
            Place.SAID,
            new ValueForm.Layers(),
            LayerExpression.class,
            null,
            Recipe::layer,
            "what to see more of");
    public static final RecipeKey<Integer> OCTAVES = new RecipeKey<>(
            "octaves",
            Place.SAID,
            whole(1, 12),
            Integer.class,
            4,
            Recipe::octaves,
            "sizes to dream at, each larger than the one before");
    public static final RecipeKey<Double> SCALE = new RecipeKey<>(
            "scale",
            Place.SAID,
            new ValueForm.Decimal(1.1, 3),
            Double.class,
            1.4,
            Recipe::scale,
            "how many times larger each of these sizes is");
    public static final RecipeKey<Integer> STEPS =
            new RecipeKey<>("steps", Place.SAID, whole(1, 200), Integer.class, 10, Recipe::steps, "steps at each size");
    public static final RecipeKey<Double> STEP = new RecipeKey<>(
            "step",
            Place.SAID,
            new ValueForm.Decimal(0.01, 20),
            Double.class,
            1.5,
            Recipe::step,
            "how far a step goes, in grey levels of 0 to 255");
    public static final RecipeKey<Integer> JITTER = new RecipeKey<>(
            "jitter",
            Place.QUIET,
            whole(0, 128),
            Integer.class,
            32,
            Recipe::jitter,
            "how far the picture may be rolled before a step, in pixels");
    public static final RecipeKey<Integer> SMOOTH = new RecipeKey<>(
            "smooth",
            Place.QUIET,
            whole(0, 8),
            Integer.class,
            0,
            Recipe::smooth,
            "levels of Laplacian smoothing: stronger shapes, less noise");
    public static final RecipeKey<Integer> SIZE = new RecipeKey<>(
            "size",
            Place.SAID,
            whole(1, 8192),
            Integer.class,
            null,
            Recipe::size,
            "longest side of the result in pixels");
    public static final RecipeKey<Long> SEED = new RecipeKey<>(
            "seed",
            Place.SAID,
            new ValueForm.Whole<>(0, Long.MAX_VALUE, Long::valueOf),
            Long.class,
            null,
            Recipe::seed,
            "start of the jitter's random numbers: the same seed, the same dream");
    public static final RecipeKey<Double> STRENGTH = new RecipeKey<>(
            "strength",
            Place.QUIET,
            new ValueForm.Decimal(0, 1),
            Double.class,
            1.0,
            Recipe::strength,
            "how much of the dream is blended over the original");
    public static final RecipeKey<Colour> COLOUR = new RecipeKey<>(
            "colour",
            Place.QUIET,
            new ValueForm.Colours(),
            Colour.class,
            Colour.DREAM,
            Recipe::colour,
            "the dream's own colours, or keep those of the original");
    public static final RecipeKey<String> SHA256 = new RecipeKey<>(
            "sha256",
            Place.STAMPED,
            new ValueForm.Word(Pattern.compile("[0-9a-f]{12}"), "the first 12 hexadecimal digits of a SHA-256"),
            String.class,
            null,
            null,
            "the first 12 hexadecimal digits of the SHA-256 of the network's file");

    public static final RecipeKey<String> PREPROCESS = new RecipeKey<>(
            "preprocess",
            Place.WISHED,
            new ValueForm.Word(Pattern.compile(String.join("|", Preprocessing.words())), "caffe, tf, torch or none"),
            String.class,
            null,
            null,
            "what a network from a file was trained to see");

    private static final List<RecipeKey<?>> ALL = List.of(
            RECIPE,
            LOOK,
            NETWORK,
            PREPROCESS,
            LAYER,
            OCTAVES,
            SCALE,
            STEPS,
            STEP,
            JITTER,
            SMOOTH,
            SIZE,
            SEED,
            STRENGTH,
            COLOUR,
            SHA256);

    private final String name;
    private final Place place;
    private final ValueForm<T> form;
    private final Class<T> type;
    private final @Nullable T usual;
    private final @Nullable Function<Recipe, T> part;
    private final String help;

    private RecipeKey(
            String name,
            Place place,
            ValueForm<T> form,
            Class<T> type,
            @Nullable T usual,
            @Nullable Function<Recipe, T> part,
            String help) {
        this.name = name;
        this.place = place;
        this.form = form;
        this.type = type;
        this.usual = usual;
        this.part = part;
        this.help = help;
    }

    private static ValueForm<Integer> whole(int lowest, int highest) {
        return new ValueForm.Whole<>(lowest, highest, value -> (int) value);
    }

    /** Every key, in the order in which a recipe is written. */
    public static List<RecipeKey<?>> all() {
        return ALL;
    }

    /** The keys people type. The others stand in the stamp of a finished picture. */
    public static List<RecipeKey<?>> typed() {
        return ALL.stream().filter(key -> key.place != Place.STAMPED).toList();
    }

    /** The keys that every complete recipe has. */
    static List<RecipeKey<?>> ofRecipe() {
        return ALL.stream().filter(key -> key.part != null).toList();
    }

    /** The key of a name in any case ({@code color} is {@code colour}). An unknown one is answered with the nearest. */
    public static RecipeKey<?> named(String name) {
        String british = name.equalsIgnoreCase("color") ? "colour" : name;
        return ALL.stream()
                .filter(key -> key.name.equalsIgnoreCase(british))
                .findFirst()
                .orElseThrow(() -> DreamException.input(
                        "There is no key \"" + name + "\"." + NearestWords.question(name, names())));
    }

    /** The names of {@link #typed}. */
    public static List<String> names() {
        return typed().stream().map(RecipeKey::name).toList();
    }

    public String name() {
        return name;
    }

    /** One line on what it decides. */
    public String help() {
        return help;
    }

    /** The allowed values in words that follow "is": "a whole number from 1 to 12". */
    public String range() {
        return form.range();
    }

    /** The value where neither a look nor a person says one, as in google/deepdream's notebook. */
    public Optional<T> usual() {
        return Optional.ofNullable(usual);
    }

    /** {@link #usual} as text, or empty. */
    public Optional<String> usualText() {
        return usual().map(form::write);
    }

    /** Reads a value; one that is none, or out of range, is answered with the range. */
    public T read(String text) {
        return form.read(text).filter(form::allows).orElseThrow(() -> refusal(text));
    }

    /** The text that {@link #read} reads back as {@code value}. */
    public String write(T value) {
        return form.write(value);
    }

    /** The allowed value nearest to {@code value}; only for keys whose values are decimal numbers. */
    double withinRange(double value) {
        if (form instanceof ValueForm.Decimal decimal) {
            return Math.min(decimal.highest(), Math.max(decimal.lowest(), value));
        }
        throw new IllegalStateException(name + " has no decimal range");
    }

    /** The allowed value nearest to {@code value}; only for keys whose values are whole numbers. */
    long withinRange(long value) {
        if (form instanceof ValueForm.Whole<?> whole) {
            return Math.min(whole.highest(), Math.max(whole.lowest(), value));
        }
        throw new IllegalStateException(name + " has no range of whole numbers");
    }

    /** True if an answer to a person says this key of {@code recipe}: always, or because it differs from the usual. */
    boolean worthSaying(Recipe recipe) {
        return place == Place.SAID || (place == Place.QUIET && unusual(recipe));
    }

    /** True if {@code recipe} has another value than the usual one, or there is no usual one. */
    boolean unusual(Recipe recipe) {
        return !valueIn(recipe).equals(usual);
    }

    /** The value that {@code recipe} has for this key, which is one of {@link #ofRecipe}. */
    T valueIn(Recipe recipe) {
        if (part == null) {
            throw new IllegalArgumentException(name + " is no part of a recipe");
        }
        return part.apply(recipe);
    }

    /** {@code name=value} for what {@code recipe} has. */
    String wordFor(Recipe recipe) {
        return name + "=" + form.write(valueIn(recipe));
    }

    /** {@code name=value} for a value known to be of this key's type. */
    String word(Object value) {
        return name + "=" + form.write(type.cast(value));
    }

    /** {@code value} again, if it is of this key's type and in range. */
    T check(Object value) {
        T typed = type.cast(value);
        if (!form.allows(typed)) {
            throw refusal(String.valueOf(value));
        }
        return typed;
    }

    Class<T> type() {
        return type;
    }

    private DreamException refusal(String text) {
        return DreamException.input(name + "=" + shortened(text) + " does not work: " + name + " is " + range() + ".");
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    @Override
    public String toString() {
        return name;
    }
}
