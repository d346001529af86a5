package io.pareidolia.dream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The looks that people can choose from, in the order of their file. The file is strict YAML: a list {@code looks},
 * each entry with {@code name}, {@code network}, {@code description} and {@code recipe}.
 */
public final class Looks {
    private static final String BUNDLED = "/config/looks.yaml";

    private final Supplier<List<Look>> looks;

    private Looks(Supplier<List<Look>> looks) {
        this.looks = looks;
    }

    public Looks(List<Look> looks) {
        this(given(List.copyOf(looks)));
    }

    private static Supplier<List<Look>> given(List<Look> looks) {
        Set<List<String>> seen = new HashSet<>();
        for (Look look : looks) {
            if (!seen.add(List.of(look.name(), look.network()))) {
                throw DreamException.input(
                        "There are two looks called " + look.name() + " for " + look.network() + "; one is enough.");
            }
        }
        return () -> looks;
    }

    /** Those that come with the program; they are read when somebody asks for one, which no start has to wait for. */
    public static Looks bundled() {
        return new Looks(() -> Bundled.LOOKS.all());
    }

    private static final class Bundled {
        static final Looks LOOKS = readBundled();
    }

    private static Looks readBundled() {
        try (InputStream file = Looks.class.getResourceAsStream(BUNDLED)) {
            if (file == null) {
                throw new IllegalStateException(BUNDLED + " is missing from the program");
            }
            return read("The bundled looks.yaml", file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of an operator's file. What is wrong with it is said with the name of the file and of the look. */
    public static Looks load(Path file) {
        try {
            return read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException failure) {
            throw DreamException.input("The looks in " + file + " cannot be read; check that the file is there.");
        }
    }

    private static Looks read(String file, byte[] yaml) throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            File written = mapper.readValue(yaml, File.class);
            if (written == null || written.looks == null || written.looks.isEmpty()) {
                throw DreamException.input("It has no looks.");
            }
            return new Looks(written.looks.stream().map(Entry::look).toList());
        } catch (UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
            throw DreamException.input(file + ", line " + unknown.getLocation().getLineNr() + ": there is no \""
                    + unknown.getPropertyName() + "\" here." + NearestWords.question(unknown.getPropertyName(), known));
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            throw DreamException.input(file + ", line " + line + ": this cannot be read as a list of looks; "
                    + "each needs name, network, description and recipe.");
        } catch (DreamException wrong) {
            throw DreamException.input(file + ": " + wrong.getMessage());
        }
    }

    /** Every look. */
    public List<Look> all() {
        return looks.get();
    }

    /** The looks made for a network. */
    public List<Look> of(String network) {
        return all().stream().filter(look -> look.network().equals(network)).toList();
    }

    /** The look of this name for this network. */
    public Optional<Look> find(String name, String network) {
        return of(network).stream().filter(look -> look.name().equals(name)).findFirst();
    }

    /** The looks of this name, for whatever network. */
    public List<Look> named(String name) {
        return all().stream().filter(look -> look.name().equals(name)).toList();
    }

    /** Every name once. */
    public List<String> names() {
        return all().stream().map(Look::name).distinct().toList();
    }

    private record File(@Nullable List<Entry> looks) {}

    private record Entry(
            @Nullable String name,
            @Nullable String network,
            @Nullable String description,
            @Nullable String recipe) {
        Look look() {
            if (name == null || network == null || description == null || recipe == null) {
                throw DreamException.input("The look " + (name == null ? "without a name" : name)
                        + " needs name, network, description and recipe.");
            }
            try {
                return new Look(name, description, network, RecipeText.parse(recipe));
            } catch (DreamException wrong) {
                throw DreamException.input("Look " + name + ": " + wrong.getMessage());
            }
        }
    }
}
