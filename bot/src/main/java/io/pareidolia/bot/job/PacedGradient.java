package io.pareidolia.bot.job;

import io.pareidolia.dream.GradientSource;
import io.pareidolia.dream.picture.PictureSize;
import java.util.Optional;

/** A gradient as a device has it that is slower or faster than the core estimates for its kind. */
record PacedGradient(GradientSource gradient, double pace) implements GradientSource {
    @Override
    public Gradient gradient(float[] picture, int height, int width) {
        return gradient.gradient(picture, height, width);
    }

    @Override
    public int smallestSide() {
        return gradient.smallestSide();
    }

    @Override
    public Optional<PictureSize> fixedSize() {
        return gradient.fixedSize();
    }

    @Override
    public long bytesFor(int height, int width) {
        return gradient.bytesFor(height, width);
    }

    @Override
    public double secondsFor(int height, int width) {
        return pace * gradient.secondsFor(height, width);
    }
}
