package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of a network before its file is opened.
 *
 * @param name lower-case letters, digits, dots and hyphens, at most 64; also the name of its file
 * @param description one line
 * @param addresses where it can be fetched, tried in turn; empty if it comes with the program or is put there by hand
 * @param bytes size of its file, 1 to 2 GiB (a protocol buffer cannot be larger)
 * @param sha256 of its file, 64 lower-case hexadecimal digits
 * @param licence of its weights, in words
 * @param preprocess what it was trained to see
 * @param aliases friendly names of layers to the names of tensors
 * @param layer what dreams if a recipe says none; empty if the general rule decides
 * @param look the look that suits it, if a recipe says neither look nor layer
 */
public record NetworkCard(
        String name,
        String description,
        List<URI> addresses,
        long bytes,
        String sha256,
        String licence,
        Preprocessing preprocess,
        Map<String, String> aliases,
        Optional<String> layer,
        Optional<String> look) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST = 1L << 31;

    public NetworkCard {
        addresses = List.copyOf(addresses);
        aliases = Map.copyOf(aliases);
        if (!NAME.matcher(name).matches()) {
            throw DreamException.input("\"" + name
                    + "\" is no name for a network: lower-case letters, digits, dots and hyphens, at most 64.");
        }
        if (description.isBlank() || description.lines().count() != 1) {
            throw DreamException.input("The network " + name + " needs a description of one line.");
        }
        for (URI address : addresses) {
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (!(scheme.equals("https") || scheme.equals("http")) || address.getHost() == null) {
                throw DreamException.input(
                        "The network " + name + " has the address " + address + ", which is neither http nor https.");
            }
        }
        if (bytes < 1 || bytes > LARGEST) {
            throw DreamException.input("The network " + name + " has " + bytes + " bytes; 1 to " + LARGEST + " work.");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw DreamException.input(
                    "The sha256 of the network " + name + " is not 64 lower-case hexadecimal digits.");
        }
        if (licence.isBlank()) {
            throw DreamException.input("The network " + name + " needs a licence.");
        }
    }
}
