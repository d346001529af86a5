package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.machine.StandardFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where fetched networks live, one file {@code NAME.onnx} each. The network that comes with the program is here
 * without a file.
 */
public final class NetworkFolder {
    private static final String CLASSIC = "googlenet";
    private static final String BUNDLED = "inception-v3";

    private final Path folder;

    public NetworkFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** {@code PAREIDOLIA_NETWORKS} of the environment, else {@code pareidolia/networks} in the user's data folder. */
    public static NetworkFolder standard(Map<String, String> environment) {
        return new NetworkFolder(StandardFolders.networks(environment));
    }

    public Path path() {
        return folder;
    }

    /** Where the file of a network is, or would be. */
    public Path of(NetworkCard card) {
        return folder.resolve(card.name() + ".onnx");
    }

    /** True if the network came with the program. */
    public boolean bundles(NetworkCard card) {
        return NetworkFolder.class.getResource(resource(card)) != null;
    }

    /** True if the network can dream at once: it came with the program, or its file is here with the right size. */
    public boolean has(NetworkCard card) {
        return bundles(card) || size(of(card)) == card.bytes();
    }

    /** The network that dreams if nobody says which: the classic once it has been fetched, else the bundled one. */
    public NetworkCard usual(Catalogue catalogue) {
        return catalogue
                .named(CLASSIC)
                .filter(this::has)
                .or(() -> catalogue.named(BUNDLED).filter(this::has))
                .or(() -> catalogue.all().stream().filter(this::has).findFirst())
                .orElseThrow(() -> DreamException.machine(
                        "None of the catalogue's networks is here; \"networks fetch\" with a name brings one."));
    }

    /**
     * The file of a network, checked against its size and SHA-256 (somebody may have put it there by hand).
     *
     * @throws DreamException with one sentence if it is not here, cannot be read or is another file
     */
    public byte[] read(NetworkCard card) {
        Path file = of(card);
        try (InputStream bundled = bundled(card)) {
            if (bundled == null && !Files.isRegularFile(file)) {
                throw DreamException.input("The network " + card.name() + " is not here yet; \"networks fetch "
                        + card.name() + "\" brings it.");
            }
            byte[] bytes = bundled != null ? bundled.readAllBytes() : Files.readAllBytes(file);
            if (bytes.length != card.bytes() || !Sha256.of(bytes).equals(card.sha256())) {
                throw DreamException.input((bundled != null ? "The bundled file" : file.toString())
                        + " is not the network " + card.name()
                        + " of the catalogue: its size or SHA-256 differs; delete it and fetch it again.");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The network " + card.name() + " in " + file + " cannot be read.",
                    unreadable);
        }
    }

    private static @Nullable InputStream bundled(NetworkCard card) {
        return NetworkFolder.class.getResourceAsStream(resource(card));
    }

    private static String resource(NetworkCard card) {
        return "/networks/" + card.name() + ".onnx";
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : -1;
        } catch (IOException unreadable) {
            return -1;
        }
    }
}
