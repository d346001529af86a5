package io.pareidolia.dream;

import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Network;
import org.jspecify.annotations.Nullable;

/**
 * The gradient that was used last, kept with its sessions for the next recipe that dreams the same layers. Used by one
 * thread at a time, but for {@link #stop}.
 */
public final class WarmGradient implements AutoCloseable {
    private final Device device;
    private final int threads;
    private final long bytes;
    private volatile @Nullable NetworkGradient gradient;
    private String of = "";

    /**
     * @param device cpu or cuda, no longer auto
     * @param threads processor threads, 1 or more
     * @param bytes that its sessions may take together while they are kept
     */
    public WarmGradient(Device device, int threads, long bytes) {
        this.device = device;
        this.threads = threads;
        this.bytes = bytes;
    }

    /** What makes the network dream these layers; an unknown one is answered with the nearest. */
    public NetworkGradient of(Network network, LayerExpression layers) {
        String wanted = network.name() + " " + layers;
        NetworkGradient known = gradient;
        if (known != null && of.equals(wanted)) {
            return known;
        }
        close();
        NetworkGradient opened = NetworkGradient.of(network, layers, device, threads, bytes);
        of = wanted;
        gradient = opened;
        return opened;
    }

    /** Ends the gradient that is under way, which then throws a {@code CANCELLED} exception. From any thread. */
    public void stop() {
        NetworkGradient known = gradient;
        if (known != null) {
            known.stop();
        }
    }

    /** Releases the sessions; the next gradient opens its own. */
    @Override
    public void close() {
        NetworkGradient known = gradient;
        gradient = null;
        if (known != null) {
            known.close();
        }
    }
}
