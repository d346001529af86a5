package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import java.util.HashSet;
import java.util.List;

/**
 * One target of a dream, as a person says it: a layer or some of its channels. Text: {@code mixed4#341,318:0.5}.
 *
 * @param layer a tensor's name, an alias, or a block's name; which one, the network decides
 * @param channels numbers from 0 to 65535, each once, at most {@value #MOST_CHANNELS}; empty means all
 * @param weight how much it counts beside other targets: 0.001 to 100, or minus that to see less of it
 */
public record LayerTerm(String layer, List<Integer> channels, double weight) {
    /** The most channels one target may name. */
    public static final int MOST_CHANNELS = 32;

    static final int HIGHEST_CHANNEL = 65_535;
    static final double SMALLEST_WEIGHT = 0.001;
    static final double LARGEST_WEIGHT = 100;

    public LayerTerm {
        channels = List.copyOf(channels);
        if (!EscapedName.writable(layer)) {
            throw DreamException.input("A layer needs a name, as in layer=mixed4.");
        }
        if (channels.size() > MOST_CHANNELS) {
            throw DreamException.input("Layer " + EscapedName.write(layer) + " has " + channels.size()
                    + " channels in this recipe; " + MOST_CHANNELS + " is the most.");
        }
        for (int channel : channels) {
            if (channel < 0 || channel > HIGHEST_CHANNEL) {
                throw DreamException.input("Channel " + channel + " does not exist: channels are numbered from 0 to "
                        + HIGHEST_CHANNEL + ".");
            }
        }
        if (new HashSet<>(channels).size() < channels.size()) {
            throw DreamException.input(
                    "Layer " + EscapedName.write(layer) + " names a channel twice; give each channel once.");
        }
        if (!(Math.abs(weight) >= SMALLEST_WEIGHT && Math.abs(weight) <= LARGEST_WEIGHT)) {
            throw DreamException.input("The weight of layer " + EscapedName.write(layer)
                    + " must be from 0.001 to 100, or minus that (a colon in a layer's own name is written %3A).");
        }
    }

    /** All of a layer, with weight 1. */
    public static LayerTerm of(String layer) {
        return new LayerTerm(layer, List.of(), 1);
    }

    /** Reads {@code layer[#channel,channel…][:weight]}. */
    static LayerTerm parse(String text) {
        int colon = text.indexOf(':');
        double weight = 1;
        if (colon >= 0) {
            String written = text.substring(colon + 1);
            weight = ShortestDecimal.read(written)
                    .orElseThrow(() -> DreamException.input("\"" + written
                            + "\" is no weight: after a colon comes a number, as in layer=mixed4:1+mixed5:0.5"
                            + " (a colon in a layer's own name is written %3A)."));
        }
        String beforeWeight = colon < 0 ? text : text.substring(0, colon);
        int hash = beforeWeight.indexOf('#');
        List<Integer> channels = List.of();
        if (hash >= 0) {
            channels = List.of(beforeWeight.substring(hash + 1).split(",", -1)).stream()
                    .map(LayerTerm::channel)
                    .toList();
        }
        String written = hash < 0 ? beforeWeight : beforeWeight.substring(0, hash);
        String layer = EscapedName.read(written)
                .orElseThrow(
                        () -> DreamException.input(
                                "\"" + written
                                        + "\" is no layer's name: write layer=mixed4, or layer=mixed4#341,318 for some of its channels."));
        return new LayerTerm(layer, channels, weight);
    }

    private static int channel(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw DreamException.input("\"" + text
                    + "\" is no channel: after # come numbers with commas between, as in layer=mixed4#341,318.");
        }
        return Integer.parseInt(text);
    }

    /** The text that reads back as this term; a weight of 1 is left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(EscapedName.write(layer));
        for (int i = 0; i < channels.size(); i++) {
            text.append(i == 0 ? '#' : ',').append(channels.get(i).intValue());
        }
        if (weight != 1) {
            text.append(':').append(ShortestDecimal.write(weight));
        }
        return text.toString();
    }
}
