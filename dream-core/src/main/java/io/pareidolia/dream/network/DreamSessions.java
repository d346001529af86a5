package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.DreamGraph;
import io.pareidolia.dream.graph.StepGraph;
import io.pareidolia.dream.graph.Target;
import io.pareidolia.dream.graph.model.GraphCost;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.RuntimeSession;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The dream graphs of one network and its targets on one device: one session for each size, kept for the next picture
 * as long as all of them fit a budget. Used by one thread at a time.
 */
public final class DreamSessions implements AutoCloseable {
    /** A side at which the cost of a graph is counted; it grows with the area. */
    private static final int MEASURED_SIDE = 256;

    /** The runtime keeps weights in the layout of the file and in its own. */
    private static final double WEIGHT_COPIES = 3;

    /** What blocked copies and the arena add to the tensors that are needed at a time. */
    private static final double TENSOR_OVERHEAD = 1.3;

    private static final long RUNTIME_BYTES = 40L << 20;

    /** Multiplications and additions in a second: a core of these years, and a graphics card of the middle kind. */
    private static final double OPERATIONS_A_CORE = 40e9;

    private static final double OPERATIONS_A_CARD = 4e12;

    private final Network network;
    private final List<Target> targets;
    private final Device device;
    private final int threads;
    private final long budget;
    private final GraphCost cost;
    private final double measuredPixels;
    private final boolean fixedSize;
    private final int smallestSide;
    private final Map<Work, RuntimeSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    private volatile @Nullable RuntimeSession running;

    /** What a session is for: a gradient, or a whole step of that length. */
    private record Work(int height, int width, Optional<Stride> stride) {}

    /**
     * How a step is taken.
     *
     * @param step how far the picture moves, in grey levels
     * @param smooth levels of Laplacian smoothing, 0 or more
     */
    public record Stride(double step, int smooth) {}

    /**
     * Opens nothing yet, but finds out what the targets need.
     *
     * @param device cpu or cuda, no longer auto
     * @param budget bytes that all sessions that are kept may take
     */
    public DreamSessions(Network network, List<Target> targets, Device device, int threads, long budget) {
        this.network = network;
        this.targets = List.copyOf(targets);
        this.device = device;
        this.threads = threads;
        this.budget = budget;
        List<String> tensors = targets.stream().map(Target::tensor).toList();
        fixedSize = network.graph().hasFixedSize(tensors);
        int[] own = network.graph().nativeSize();
        smallestSide = fixedSize ? Math.min(own[0], own[1]) : network.graph().smallestSide(tensors);
        Measured counted = fixedSize ? counted(own[0], own[1]) : counted();
        measuredPixels = (double) counted.height * counted.width;
        cost = counted.cost;
    }

    /** What a graph of some size costs. */
    private record Measured(int height, int width, GraphCost cost) {}

    /** At a usual size, or at the smallest if the network cannot take that. */
    private Measured counted() {
        int usual = Math.max(MEASURED_SIDE, smallestSide);
        try {
            return counted(usual, usual);
        } catch (DreamException tooLarge) {
            if (usual == smallestSide) {
                throw tooLarge;
            }
            return counted(smallestSide, smallestSide);
        }
    }

    private Measured counted(int height, int width) {
        GraphCost counted =
                DreamGraph.cost(network.graph(), targets, network.preprocessing(), height, width, scatters());
        return new Measured(height, width, counted);
    }

    private boolean scatters() {
        return device.kind() != Device.Kind.CUDA;
    }

    /** True if the network runs only at {@link #nativeHeight} × {@link #nativeWidth}. */
    public boolean fixedSize() {
        return fixedSize;
    }

    public int nativeHeight() {
        return network.graph().nativeSize()[0];
    }

    public int nativeWidth() {
        return network.graph().nativeSize()[1];
    }

    /** A picture whose shorter side has fewer pixels cannot be run. */
    public int smallestSide() {
        return smallestSide;
    }

    /** Peak memory of one run, in bytes, roughly. */
    public long bytesFor(int height, int width) {
        double share = share(height, width);
        return RUNTIME_BYTES
                + (long) (WEIGHT_COPIES * cost.constantBytes())
                + (long) (TENSOR_OVERHEAD * cost.tensorBytes() * share);
    }

    /** How long one run takes on an ordinary device of this kind, in seconds. */
    public double secondsFor(int height, int width) {
        double speed = device.kind() == Device.Kind.CUDA ? OPERATIONS_A_CARD : OPERATIONS_A_CORE * threads;
        return cost.operations() * share(height, width) / speed;
    }

    private double share(int height, int width) {
        return height * (double) width / measuredPixels;
    }

    /**
     * One run.
     *
     * @param picture float32 3×H×W, RGB in grey levels of 0..255
     * @return {@value DreamGraph#GRADIENT}, as large as the picture, and {@value DreamGraph#OBJECTIVE}, one number
     */
    public Map<String, float[]> run(float[] picture, int height, int width) {
        return run(new Work(height, width, Optional.empty()), picture, Map.of());
    }

    /**
     * One step within one run.
     *
     * @param picture float32 3×H×W, RGB in grey levels of 0..255
     * @param down how far the picture is rolled for the step, in pixels
     * @param right likewise
     * @return {@value StepGraph#AFTER}, as large as the picture, {@value DreamGraph#OBJECTIVE} before the step and
     *     {@value StepGraph#MEAN}, one number each
     */
    public Map<String, float[]> step(float[] picture, int height, int width, int down, int right, Stride stride) {
        Map<String, long[]> rolls = Map.of(
                StepGraph.ROWS, rolled(height, -down),
                StepGraph.COLUMNS, rolled(width, -right),
                StepGraph.ROWS_BACK, rolled(height, down),
                StepGraph.COLUMNS_BACK, rolled(width, right));
        return run(new Work(height, width, Optional.of(stride)), picture, rolls);
    }

    /** For each place the one {@code further} on, round the end to the beginning. */
    private static long[] rolled(int size, int further) {
        return LongStream.range(0, size)
                .map(place -> Math.floorMod(place + further, (long) size))
                .toArray();
    }

    private Map<String, float[]> run(Work work, float[] picture, Map<String, long[]> rolls) {
        RuntimeSession session = session(work);
        running = session;
        try {
            return session.run(picture, new long[] {1, 3, work.height, work.width}, rolls);
        } finally {
            running = null;
        }
    }

    /** Ends the run that is under way: it then throws a {@code CANCELLED} exception. From any thread. */
    public void stop() {
        RuntimeSession session = running;
        if (session != null) {
            session.stop();
        }
    }

    private RuntimeSession session(Work work) {
        RuntimeSession known = sessions.get(work);
        if (known != null) {
            return known;
        }
        makeRoom(bytesFor(work.height, work.width));
        RuntimeSession opened = RuntimeSession.open(file(work), device, threads);
        sessions.put(work, opened);
        return opened;
    }

    private byte[] file(Work work) {
        return work.stride
                .map(stride -> StepGraph.file(
                        network.graph(),
                        targets,
                        network.preprocessing(),
                        work.height,
                        work.width,
                        scatters(),
                        stride.step,
                        stride.smooth))
                .orElseGet(() -> DreamGraph.file(
                        network.graph(), targets, network.preprocessing(), work.height, work.width, scatters()));
    }

    /** Closes the sessions that were not used for longest until another one fits. */
    private void makeRoom(long bytes) {
        long taken = sessions.keySet().stream()
                .mapToLong(work -> bytesFor(work.height, work.width))
                .sum();
        Iterator<Map.Entry<Work, RuntimeSession>> oldest = sessions.entrySet().iterator();
        while (taken + bytes > budget && oldest.hasNext()) {
            Map.Entry<Work, RuntimeSession> entry = oldest.next();
            taken -= bytesFor(entry.getKey().height, entry.getKey().width);
            entry.getValue().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(RuntimeSession::close);
        sessions.clear();
    }
}
