package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that can dream: its graph, and what is known or was assumed about it.
 *
 * @param name what a recipe calls it: its name in the catalogue, or the base name of its file
 * @param card what the catalogue knows of it
 * @param sha256 of its file, 64 hexadecimal digits
 * @param layer what it dreams if nobody says a layer
 * @param remarks sentences on what was assumed of a file that the catalogue does not know
 */
public record Network(
        String name,
        Optional<NetworkCard> card,
        String sha256,
        ForwardGraph graph,
        Preprocessing preprocessing,
        String layer,
        List<String> remarks) {
    /** The target of the notebook, in networks that have it. */
    private static final String CLASSIC_LAYER = "inception_4c";

    private static final int USUAL_STRIDE = 16;

    /**
     * The network that somebody means: one of the catalogue by its name, else a file.
     *
     * @throws DreamException with one sentence if there is neither, or if it cannot be used
     */
    public static Network said(
            String said, Catalogue catalogue, NetworkFolder folder, Optional<Preprocessing> preprocessing) {
        return catalogue
                .named(said)
                .map(card -> of(card, folder.read(card), preprocessing))
                .orElseGet(() -> file(said, catalogue, preprocessing));
    }

    /** As {@link #said}, where it is no name of the catalogue. */
    public static Network file(String said, Catalogue catalogue, Optional<Preprocessing> preprocessing) {
        try {
            Path path = Path.of(said);
            if (!Files.exists(path) && !said.endsWith(".onnx") && path.getNameCount() == 1) {
                throw DreamException.input("There is no network " + said + "."
                        + NearestWords.question(said, catalogue.names()) + " An ONNX file will do as well.");
            }
            return of(path, catalogue, preprocessing);
        } catch (InvalidPathException wrong) {
            throw DreamException.input("A network is a name of the catalogue or an ONNX file, not \"" + said + "\".");
        }
    }

    /** A network of the catalogue; {@code preprocessing} if somebody knows better than its card. */
    public static Network of(NetworkCard card, byte[] file, Optional<Preprocessing> preprocessing) {
        ForwardGraph graph = ForwardGraph.of(file, card.name());
        return new Network(
                card.name(),
                Optional.of(card),
                card.sha256(),
                graph,
                preprocessing.orElse(card.preprocess()),
                card.layer().orElseGet(() -> usualLayer(graph)),
                List.of());
    }

    /**
     * A network from somebody's file. If the catalogue knows the file by its hash, all that its card says is taken;
     * otherwise what is assumed is said in a remark.
     */
    public static Network of(Path file, Catalogue catalogue, Optional<Preprocessing> preprocessing) {
        String name = String.valueOf(file.getFileName());
        if (!Files.isRegularFile(file)) {
            throw DreamException.input("There is no network file " + name + "; check its path.");
        }
        String sha256;
        try {
            sha256 = Sha256.of(file);
        } catch (IOException failure) {
            throw DreamException.input("The network " + name + " cannot be read; check who may read it.");
        }
        ForwardGraph graph = ForwardGraph.load(file);
        Optional<NetworkCard> card = catalogue.ofHash(sha256);
        Preprocessing taken =
                preprocessing.or(() -> card.map(NetworkCard::preprocess)).orElseGet(() -> usualPreprocessing(graph));
        String layer = card.flatMap(NetworkCard::layer).orElseGet(() -> usualLayer(graph));
        List<String> remarks = card.isPresent()
                ? List.of()
                : List.of(name + " is no network of the catalogue, so "
                        + (preprocessing.isPresent()
                                ? ""
                                : "its pre-processing is taken to be " + taken.word()
                                        + " (--preprocess says otherwise) and ")
                        + "its layer, unless layer= says another, is " + layer + ".");
        return new Network(name, card, sha256, graph, taken, layer, remarks);
    }

    private static Preprocessing usualPreprocessing(ForwardGraph graph) {
        return isClassic(graph) ? Preprocessing.CAFFE : Preprocessing.TORCH;
    }

    private static boolean isClassic(ForwardGraph graph) {
        return graph.tensors().stream().anyMatch(tensor -> tensor.startsWith(CLASSIC_LAYER + "/output"));
    }

    /** The notebook's target if it is there, else the last block output 16 pixels apart, else the middle one. */
    private static String usualLayer(ForwardGraph graph) {
        if (isClassic(graph)) {
            return CLASSIC_LAYER;
        }
        List<String> layers = graph.layers();
        return layers.stream()
                .filter(layer -> graph.stride(layer) == USUAL_STRIDE)
                .reduce((first, second) -> second)
                .orElseGet(() -> layers.get(layers.size() / 2));
    }

    /** The network of the catalogue whose looks fit this one: itself, or the classic for a file built like it. */
    public String kin() {
        return card.map(NetworkCard::name).orElseGet(() -> isClassic(graph) ? "googlenet" : name);
    }

    /** The tensor that a layer's name means here; an unknown one is answered with the nearest. */
    public String tensor(String said) {
        return graph.tensor(said, aliases());
    }

    /** The shortest name that means this tensor: an alias, its block, or its own name. */
    public String shortestName(String tensor) {
        return graph.shortestName(tensor, aliases());
    }

    /** Friendly names of tensors. */
    public Map<String, String> aliases() {
        return card.map(NetworkCard::aliases).orElse(Map.of());
    }
}
