package io.pareidolia.dream.graph;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a network was trained to see, made from an RGB picture in grey levels of 0..255: channel {@code i} of the
 * network's input is {@code picture[from(i)] · scale(i) + offset(i)}.
 */
@SuppressWarnings("ImmutableEnumChecker") // every list is one of List.of
public enum Preprocessing {
    /** Blue, green, red, each minus the mean of ImageNet: BGR − (104, 117, 123). */
    CAFFE(List.of(2, 1, 0), List.of(1.0, 1.0, 1.0), List.of(-104.0, -117.0, -123.0)),
    /** Red, green, blue in −1..1: x / 127.5 − 1. */
    TF(List.of(0, 1, 2), List.of(1 / 127.5, 1 / 127.5, 1 / 127.5), List.of(-1.0, -1.0, -1.0)),
    /** Red, green, blue in 0..1, minus ImageNet's mean (0.485, 0.456, 0.406), over its deviation (0.229, 0.224, 0.225). */
    TORCH(
            List.of(0, 1, 2),
            List.of(1 / (255 * 0.229), 1 / (255 * 0.224), 1 / (255 * 0.225)),
            List.of(-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225)),
    /** The picture as it is: the network brings its own. */
    NONE(List.of(0, 1, 2), List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));

    private final List<Integer> from;
    private final List<Double> scale;
    private final List<Double> offset;

    Preprocessing(List<Integer> from, List<Double> scale, List<Double> offset) {
        this.from = from;
        this.scale = scale;
        this.offset = offset;
    }

    /** The pre-processing of a word such as {@code caffe}, in any case; another word is answered with the nearest. */
    public static Preprocessing named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> DreamException.input(
                        "There is no pre-processing \"" + word + "\"." + NearestWords.question(word, words())));
    }

    /** Every word that {@link #named} takes. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Preprocessing::word).toList();
    }

    /** The word for it in the catalogue and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which channel of the picture (0 red, 1 green, 2 blue) becomes channel {@code channel} of the network's input. */
    public int from(int channel) {
        return from.get(channel);
    }

    /** True if the network sees red, green and blue in this order. */
    public boolean redFirst() {
        return from.get(0) == 0;
    }

    /** What channel {@code channel} of the network's input is multiplied with. */
    public double scale(int channel) {
        return scale.get(channel);
    }

    /** What is added to channel {@code channel} of the network's input after that. */
    public double offset(int channel) {
        return offset.get(channel);
    }
}
