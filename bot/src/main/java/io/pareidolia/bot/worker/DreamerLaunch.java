package io.pareidolia.bot.worker;

import io.pareidolia.dream.machine.ProcessMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a dreamer is started: this same program with a bounded heap, and of the environment and the properties of this
 * process only what Java, CUDA and the core need. No token or password is among that.
 *
 * @param mainClass the program's
 * @param environment of this process
 * @param device as in {@code auto}, {@code cpu} or {@code cuda:0}
 * @param threads processor threads, 1 or more
 * @param heapBytes for pictures and networks
 * @param gradientBytes for gradients, beside the heap; empty for what suits a machine that has one dreamer
 * @param options further ones of Java
 */
public record DreamerLaunch(
        String mainClass,
        Map<String, String> environment,
        String device,
        int threads,
        long heapBytes,
        OptionalLong gradientBytes,
        List<String> options) {
    /** The command of the program that is a dreamer. */
    public static final String COMMAND = "dreamer";

    private static final Set<String> VARIABLES = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SystemRoot",
            "USERPROFILE",
            "LOCALAPPDATA",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
            "PAREIDOLIA_NETWORKS",
            "PAREIDOLIA_CATALOGUE",
            "PAREIDOLIA_LOOKS",
            "PAREIDOLIA_CACHE",
            "PAREIDOLIA_TRACE",
            "OPT_OUT_TRACKING");

    private static final List<String> VARIABLE_BEGINNINGS = List.of("LC_", "CUDA_", "NVIDIA_", "MALLOC_");

    private static final Set<String> PROPERTIES =
            Set.of("user.home", "java.io.tmpdir", "java.library.path", "onnxruntime.native.path");

    /**
     * Ten times HotSpot's own thresholds of its optimising compiler: what dreams passes them within a second all the
     * same, and nobody waits for the rest of a start to be optimised.
     */
    private static final List<String> LATE_OPTIMISATION = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000");

    private static final String LOG_PROPERTIES = "pareidolia.log.";
    private static final String LOG_FORM = LOG_PROPERTIES + "form";
    private static final String LOG_PART = LOG_PROPERTIES + "part";

    private static final long LEAST_HEAP = 512L << 20;
    private static final long MOST_HEAP = 4L << 30;

    public DreamerLaunch {
        environment = scrubbed(environment);
        options = List.copyOf(options);
    }

    /** One with Java's usual options. */
    public DreamerLaunch(
            String mainClass,
            Map<String, String> environment,
            String device,
            int threads,
            long heapBytes,
            OptionalLong gradientBytes) {
        this(mainClass, environment, device, threads, heapBytes, gradientBytes, List.of());
    }

    /** A quarter of the machine's memory, from 512 MiB up to 4 GiB. */
    public static long usualHeap() {
        return Math.max(LEAST_HEAP, Math.min(MOST_HEAP, ProcessMemory.ofMachine() / 4));
    }

    /** What a dreamer may know of these variables. */
    static Map<String, String> scrubbed(Map<String, String> environment) {
        Map<String, String> scrubbed = new HashMap<>();
        environment.forEach((name, value) -> {
            if (VARIABLES.contains(name) || VARIABLE_BEGINNINGS.stream().anyMatch(name::startsWith)) {
                scrubbed.put(name, value);
            }
        });
        return scrubbed;
    }

    /** Starts one. What it logs goes to where this process logs. */
    Process start() throws IOException {
        List<String> all = new ArrayList<>(LATE_OPTIMISATION);
        all.addAll(options);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ChildJava::opensModules)
                .forEach(all::add);
        all.add("-D" + LOG_FORM + "=lines");
        for (String name : System.getProperties().stringPropertyNames()) {
            if (PROPERTIES.contains(name) || name.startsWith(LOG_PROPERTIES)) {
                all.add("-D" + name + "=" + System.getProperty(name));
            }
        }
        all.add("-D" + LOG_PART + "=dreamer " + device);
        all.add("-Xmx" + (heapBytes >> 20) + "m");
        all.add("-XX:+DisplayVMOutputToStderr");
        List<String> arguments =
                new ArrayList<>(List.of(COMMAND, "--device", device, "--threads", Integer.toString(threads)));
        gradientBytes.ifPresent(bytes -> arguments.addAll(List.of("--gradient-bytes", Long.toString(bytes))));
        return new ChildJava(mainClass, all, environment).start(true, arguments);
    }
}
