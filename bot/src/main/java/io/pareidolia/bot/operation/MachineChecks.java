package io.pareidolia.bot.operation;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.machine.ProcessMemory;
import io.pareidolia.dream.machine.RuntimeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the machine must have: Java, native libraries, and a GPU where one is wanted. */
public final class MachineChecks {
    private static final int LEAST_JAVA = 17;
    private static final long LEAST_MEMORY = 2L << 30;

    private MachineChecks() {}

    /** Java's version, its bits, and the machine's memory. */
    public static Finding java() {
        return java(
                Runtime.version().feature(),
                System.getProperty("java.vendor", "?"),
                System.getProperty("os.arch", "?"),
                ProcessMemory.ofMachine());
    }

    static Finding java(int feature, String vendor, String architecture, long memory) {
        String here = String.format(
                Locale.ROOT, "Java %d (%s, %s), %.1f GB of memory", feature, vendor, architecture, memory / 1e9);
        if (feature < LEAST_JAVA) {
            return Finding.fail("java", here + ".", "Install Java " + LEAST_JAVA + " or newer.");
        }
        if (memory < LEAST_MEMORY) {
            return Finding.warn(
                    "java",
                    here + ": that is little.",
                    "Give the machine or the container 2 GB, or lower worker.memory and queue.largestSize.");
        }
        return Finding.ok("java", here + ".");
    }

    /** Whether ONNX Runtime can be unpacked and loaded. */
    public static Finding nativeLibraries() {
        try {
            RuntimeLibrary.load();
            return Finding.ok("native libraries", "ONNX Runtime is unpacked and loads.");
        } catch (DreamException failure) {
            return Finding.fail(
                    "native libraries",
                    String.valueOf(failure.getMessage()),
                    "A folder that is mounted noexec or is full cannot be used: set PAREIDOLIA_CACHE to another one.");
        }
    }

    /**
     * Whether the devices of the settings can dream.
     *
     * @param devices of {@code worker.devices}
     */
    public static Finding devices(List<Device> devices) {
        for (Device device : devices) {
            if (device.kind() == Device.Kind.CUDA) {
                try {
                    device.chosen();
                } catch (DreamException unusable) {
                    return Finding.fail(
                            "gpu",
                            String.valueOf(unusable.getMessage()),
                            "Mend that, or take " + device + " out of worker.devices.");
                }
            }
        }
        boolean auto = devices.stream().anyMatch(device -> device.kind() == Device.Kind.AUTO);
        if (auto && Device.AUTO.chosen().kind() == Device.Kind.CPU) {
            return withoutGpu();
        }
        return Finding.ok("gpu", "Dreams run on " + named(devices) + ".");
    }

    private static Finding withoutGpu() {
        String why = "";
        try {
            new Device(Device.Kind.CUDA, 0).chosen();
        } catch (DreamException unusable) {
            why = String.valueOf(unusable.getMessage());
        }
        return Files.exists(Path.of("/dev/nvidia0"))
                ? Finding.warn(
                        "gpu",
                        "There is an NVIDIA GPU, but dreams run on the processor. " + why,
                        "Mend that, or set worker.devices to cpu if the GPU is for others.")
                : Finding.ok("gpu", "Dreams run on the processor; no GPU is used.");
    }

    private static String named(List<Device> devices) {
        return String.join(
                ", ", devices.stream().map(device -> device.chosen().toString()).toList());
    }
}
