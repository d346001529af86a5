package io.pareidolia.dream;

import io.pareidolia.dream.picture.PictureSize;
import java.util.Optional;

/**
 * The gradient of one recipe's objective on one device: the dreamer's only view of networks. Called by one thread at a
 * time. The same picture gives the same bytes each time on the same device.
 */
public interface GradientSource {
    /**
     * How the objective grows with each value of a picture.
     *
     * @param picture RGB, grey levels 0..255, float32, {@code 3 × height × width}; neither changed nor kept
     * @param height at least {@link #smallestSide}, and that of {@link #fixedSize} if there is one
     * @param width likewise
     */
    Gradient gradient(float[] picture, int height, int width);

    /**
     * A whole step at once, where the device does that without the picture leaving it in between; empty where a step is
     * put together from a {@link #gradient}.
     *
     * @param picture as for {@link #gradient}; neither changed nor kept
     * @param down how far the picture is rolled before the gradient and back after it, in pixels
     * @param right likewise
     * @param step how far the picture moves, in grey levels
     * @param smooth levels of Laplacian smoothing, 0 or more
     */
    default Optional<Ascended> ascended(
            float[] picture, int height, int width, int down, int right, double step, int smooth) {
        return Optional.empty();
    }

    /** A picture whose shorter side has fewer pixels than this cannot be run. At least 1. */
    int smallestSide();

    /** The only size at which this network runs, if there is one; larger pictures are then dreamed in tiles. */
    Optional<PictureSize> fixedSize();

    /** Peak memory of one gradient at that size, in bytes. Mere arithmetic; grows with both sides. */
    long bytesFor(int height, int width);

    /** How long one gradient at that size takes, in seconds, roughly. Mere arithmetic; grows with both sides. */
    double secondsFor(int height, int width);

    /** The smallest picture that can be run. */
    default PictureSize least() {
        return fixedSize().orElseGet(() -> new PictureSize(smallestSide(), smallestSide()));
    }

    /**
     * What one run of the network gives.
     *
     * @param values the derivative for each value of the picture, in the picture's order; the receiver's to keep
     * @param objective the objective at the picture
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    record Gradient(float[] values, double objective) {}

    /**
     * What a whole step gives.
     *
     * @param picture each value within 0..255; the receiver's to keep
     * @param objective the objective before the step
     * @param mean of the gradient's sizes; not finite if the network overflows
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
    record Ascended(float[] picture, double objective, double mean) {}
}
