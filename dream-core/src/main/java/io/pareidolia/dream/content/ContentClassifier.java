package io.pareidolia.dream.content;

import io.pareidolia.dream.graph.DreamGraph;
import io.pareidolia.dream.graph.ForwardGraph;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at pictures with the bundled network: an eighth of a second for most on two cores. One look at a time, from any
 * thread.
 */
public final class ContentClassifier implements AutoCloseable {
    private static final String NETWORK = "inception-v3";

    /** What the head was trained on: whole pictures, whatever their proportions, made this square. */
    private static final PictureSize HEAD_SIZE = new PictureSize(299, 299);

    /**
     * A longer picture is looked at in its middle too: pressed into a square, what is in the middle of a picture of 2:1
     * or more goes unseen (a dream of the network's own last layers, sure to be suggestive, fell from 1.0 to 0.4 and
     * less there).
     */
    private static final double LONGEST_TO_SHORTER = 1.6;

    /** Enough for a picture thirteen times as long as high; a thinner strip is seen blurred. */
    private static final int LONGEST_OF_USE = 4096;

    private static final String HEAD = "predictions";

    private final RuntimeSession head;
    private final RuntimeSession features;

    private ContentClassifier(RuntimeSession head, RuntimeSession features) {
        this.head = head;
        this.features = features;
    }

    /** The network that it looks with, which comes with the program. */
    public static NetworkCard network() {
        return Catalogue.bundled().require(NETWORK);
    }

    /**
     * Reads the network and prepares for looking.
     *
     * @param threads processor threads of one look, 1 or more
     * @throws io.pareidolia.dream.failure.DreamException with one sentence if the device or the memory does not allow it
     */
    public static ContentClassifier open(Device device, int threads) {
        // what comes with the program is in no folder
        NetworkCard card = network();
        return open(Network.of(card, new NetworkFolder(Path.of("")).read(card), Optional.empty()), device, threads);
    }

    /**
     * The same where somebody has read the network already: in half of the time.
     *
     * @param network that of {@link #network}
     */
    public static ContentClassifier open(Network network, Device device, int threads) {
        NetworkCard card = network();
        if (!network.sha256().equals(card.sha256())) {
            throw new IllegalArgumentException("the network " + network.name() + " has no head for this");
        }
        Preprocessing taught = card.preprocess();
        RuntimeSession head = session(network.graph(), taught, HEAD, HEAD_SIZE, device, threads);
        try {
            return new ContentClassifier(
                    head, session(network.graph(), taught, Features.LAYER, Features.SIZE, device, threads));
        } catch (RuntimeException failure) {
            head.close();
            throw failure;
        }
    }

    private static RuntimeSession session(
            ForwardGraph network, Preprocessing taught, String tensor, PictureSize size, Device device, int threads) {
        byte[] file = DreamGraph.forwardFile(network, List.of(Target.of(tensor)), taught, size.height(), size.width());
        return RuntimeSession.open(file, device, threads);
    }

    /**
     * How long the longer side of a picture should be at most: nothing is seen better in a larger one.
     *
     * @param size that the picture has
     */
    public static int longestNeeded(PictureSize size) {
        int shorter = Math.min(size.width(), size.height());
        return Math.min(LONGEST_OF_USE, (int) Math.ceil((double) HEAD_SIZE.height() * size.longest() / shorter));
    }

    /** Looks at a picture of any size. */
    public ContentReport look(Picture picture) {
        List<Probabilities> views = new ArrayList<>();
        views.add(probabilities(picture));
        int shorter = Math.min(picture.width(), picture.height());
        if (picture.size().longest() > LONGEST_TO_SHORTER * shorter) {
            views.add(probabilities(picture.cropped(
                    (picture.width() - shorter) / 2,
                    (picture.height() - shorter) / 2,
                    new PictureSize(shorter, shorter))));
        }
        return new ContentReport(views, fingerprint(picture));
    }

    private Probabilities probabilities(Picture picture) {
        return Probabilities.of(run(head, HEAD, picture.resized(HEAD_SIZE)));
    }

    private Optional<Fingerprint> fingerprint(Picture picture) {
        Picture small = picture.resized(Features.SIZE);
        if (Features.isPlain(small)) {
            return Optional.empty();
        }
        float[] seen = run(features, Features.LAYER, small);
        float[] mirrored = run(features, Features.LAYER, small.mirrored());
        return Optional.of(Fingerprint.of(Features.of(seen, mirrored)));
    }

    private static float[] run(RuntimeSession session, String output, Picture picture) {
        float[] values = session.run(picture.planes(), 1, 3, picture.height(), picture.width())
                .get(output);
        return Objects.requireNonNull(values, output);
    }

    @Override
    public void close() {
        features.close();
        head.close();
    }
}
