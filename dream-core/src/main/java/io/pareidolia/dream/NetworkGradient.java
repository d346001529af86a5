package io.pareidolia.dream;

import io.pareidolia.dream.graph.DreamGraph;
import io.pareidolia.dream.graph.StepGraph;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.DreamSessions;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.picture.PictureSize;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Gradients of what a recipe's layers show, by a network on a device. */
public final class NetworkGradient implements GradientSource, AutoCloseable {
    private final DreamSessions sessions;
    private final boolean wholeSteps;

    private NetworkGradient(DreamSessions sessions, boolean wholeSteps) {
        this.sessions = sessions;
        this.wholeSteps = wholeSteps;
    }

    /**
     * Finds the layers in the network; an unknown one is answered with the nearest.
     *
     * @param device cpu or cuda, no longer auto
     * @param bytes that sessions for the sizes of a dream may take together while they are kept
     */
    public static NetworkGradient of(Network network, LayerExpression layers, Device device, int threads, long bytes) {
        return of(network, layers, device, threads, bytes, device.kind() == Device.Kind.CUDA);
    }

    /** On a processor the picture need not travel: whole steps save nothing there, but can be looked at. */
    static NetworkGradient of(
            Network network, LayerExpression layers, Device device, int threads, long bytes, boolean wholeSteps) {
        return new NetworkGradient(
                new DreamSessions(network, targets(network, layers), device, threads, bytes), wholeSteps);
    }

    /** What the layers of a recipe are in the words of the network's graph. */
    static List<Target> targets(Network network, LayerExpression layers) {
        return layers.terms().stream()
                .map(term -> new Target(network.tensor(term.layer()), term.channels(), term.weight()))
                .toList();
    }

    @Override
    public Gradient gradient(float[] picture, int height, int width) {
        Map<String, float[]> outputs = sessions.run(picture, height, width);
        return new Gradient(output(outputs, DreamGraph.GRADIENT), output(outputs, DreamGraph.OBJECTIVE)[0]);
    }

    @Override
    public Optional<Ascended> ascended(
            float[] picture, int height, int width, int down, int right, double step, int smooth) {
        if (!wholeSteps) {
            return Optional.empty();
        }
        Map<String, float[]> outputs =
                sessions.step(picture, height, width, down, right, new DreamSessions.Stride(step, smooth));
        return Optional.of(new Ascended(
                output(outputs, StepGraph.AFTER),
                output(outputs, DreamGraph.OBJECTIVE)[0],
                output(outputs, StepGraph.MEAN)[0]));
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), name);
    }

    @Override
    public int smallestSide() {
        return sessions.smallestSide();
    }

    @Override
    public Optional<PictureSize> fixedSize() {
        return sessions.fixedSize()
                ? Optional.of(new PictureSize(sessions.nativeWidth(), sessions.nativeHeight()))
                : Optional.empty();
    }

    @Override
    public long bytesFor(int height, int width) {
        return sessions.bytesFor(height, width);
    }

    @Override
    public double secondsFor(int height, int width) {
        return sessions.secondsFor(height, width);
    }

    /** Ends the gradient that is under way: it then throws a {@code CANCELLED} exception. From any thread. */
    public void stop() {
        sessions.stop();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
