package io.pareidolia.dream.network;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.graph.Preprocessing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The networks that can be had by name, in the order of their file. The file is strict YAML: a list {@code networks},
 * each entry with {@code name}, {@code description}, {@code addresses}, {@code bytes}, {@code sha256},
 * {@code licence} and {@code preprocess}, and perhaps {@code aliases}, {@code layer} and {@code look}.
 */
public final class Catalogue {
    private static final String BUNDLED = "/config/networks.yaml";

    private final Supplier<List<NetworkCard>> cards;

    private Catalogue(Supplier<List<NetworkCard>> cards) {
        this.cards = cards;
    }

    public Catalogue(List<NetworkCard> cards) {
        this(given(List.copyOf(cards)));
    }

    private static Supplier<List<NetworkCard>> given(List<NetworkCard> cards) {
        Set<String> names = new HashSet<>();
        Set<String> hashes = new HashSet<>();
        for (NetworkCard card : cards) {
            if (!names.add(card.name())) {
                throw DreamException.input("There are two networks called " + card.name() + "; one is enough.");
            }
            if (!hashes.add(card.sha256())) {
                throw DreamException.input(
                        "The network " + card.name() + " has the same sha256 as another one before it.");
            }
        }
        return () -> cards;
    }

    /** The one that comes with the program; it is read when somebody asks for a network. */
    public static Catalogue bundled() {
        return new Catalogue(() -> Bundled.CATALOGUE.all());
    }

    private static final class Bundled {
        static final Catalogue CATALOGUE = readBundled();
    }

    private static Catalogue readBundled() {
        try (InputStream file = Catalogue.class.getResourceAsStream(BUNDLED)) {
            if (file == null) {
                throw new IllegalStateException(BUNDLED + " is missing from the program");
            }
            return read("The bundled networks.yaml", file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An operator's own. What is wrong with it is said with the name of the file, and the line or the network. */
    public static Catalogue load(Path file) {
        try {
            return read(String.valueOf(file.getFileName()), Files.readAllBytes(file));
        } catch (IOException failure) {
            throw DreamException.input("The catalogue " + file + " cannot be read; check that the file is there.");
        }
    }

    private static Catalogue read(String file, byte[] yaml) throws IOException {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            File written = mapper.readValue(yaml, File.class);
            if (written == null || written.networks == null || written.networks.isEmpty()) {
                throw DreamException.input("It has no networks.");
            }
            return new Catalogue(written.networks.stream().map(Entry::of).toList());
        } catch (UnrecognizedPropertyException unknown) {
            List<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
            throw DreamException.input(file + ", line " + unknown.getLocation().getLineNr() + ": there is no \""
                    + unknown.getPropertyName() + "\" here." + NearestWords.question(unknown.getPropertyName(), known));
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            throw DreamException.input(file + ", line " + line + ": this cannot be read as a list of networks; "
                    + "each needs name, description, addresses, bytes, sha256, licence and preprocess.");
        } catch (DreamException wrong) {
            throw DreamException.input(file + ": " + wrong.getMessage());
        }
    }

    /** Every network. */
    public List<NetworkCard> all() {
        return cards.get();
    }

    /** Every name. */
    public List<String> names() {
        return all().stream().map(NetworkCard::name).toList();
    }

    /** The network of this name. */
    public Optional<NetworkCard> named(String name) {
        return all().stream().filter(card -> card.name().equals(name)).findFirst();
    }

    /** The network of this name; another name is answered with the nearest. */
    public NetworkCard require(String name) {
        return named(name)
                .orElseThrow(() -> DreamException.input(
                        "There is no network called \"" + name + "\"." + NearestWords.question(name, names())));
    }

    /** The network whose file has this SHA-256, in hexadecimal digits of any case. */
    public Optional<NetworkCard> ofHash(String sha256) {
        return all().stream()
                .filter(card -> card.sha256().equalsIgnoreCase(sha256))
                .findFirst();
    }

    // classes, no records: only for these Jackson knows the line of an unknown key
    private static final class File {
        private @Nullable List<@Nullable Entry> networks;
    }

    private static final class Entry {
        private @Nullable String name;
        private @Nullable String description;
        private @Nullable List<String> addresses;
        private @Nullable Long bytes;
        private @Nullable String sha256;
        private @Nullable String licence;
        private @Nullable String preprocess;
        private @Nullable Map<String, String> aliases;
        private @Nullable String layer;
        private @Nullable String look;

        static NetworkCard of(@Nullable Entry entry) {
            if (entry == null) {
                throw DreamException.input("There is an empty entry in the list.");
            }
            return entry.card();
        }

        private NetworkCard card() {
            if (name == null
                    || description == null
                    || addresses == null
                    || bytes == null
                    || sha256 == null
                    || licence == null
                    || preprocess == null) {
                throw DreamException.input("The network " + (name == null ? "without a name" : name)
                        + " needs name, description, addresses, bytes, sha256, licence and preprocess.");
            }
            try {
                return new NetworkCard(
                        name,
                        description,
                        addresses.stream().map(Entry::address).toList(),
                        bytes,
                        sha256,
                        licence,
                        Preprocessing.named(preprocess),
                        aliases == null ? Map.of() : aliases,
                        Optional.ofNullable(layer),
                        Optional.ofNullable(look));
            } catch (DreamException wrong) {
                throw DreamException.input("Network " + name + ": " + wrong.getMessage());
            }
        }

        private static URI address(@Nullable String text) {
            try {
                return new URI(String.valueOf(text));
            } catch (URISyntaxException malformed) {
                throw DreamException.input("\"" + text + "\" is no address.");
            }
        }
    }
}
