package io.pareidolia.dream.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory of this whole process, Java's and the native libraries' alike, as Linux counts it, and of the machine; elsewhere
 * nothing is known of the process.
 */
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    /** What makes Linux forget the peak so far (proc(5)). */
    private static final String FORGET_PEAK = "5";

    private ProcessMemory() {}

    /** Bytes of memory that the machine or its container has in all. */
    public static long ofMachine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory() * 4;
    }

    /** Bytes in memory now. */
    public static OptionalLong resident() {
        return bytes("VmRSS");
    }

    /** The most bytes that were in memory since the start or the last {@link #forgetPeak}. */
    public static OptionalLong peak() {
        return bytes("VmHWM");
    }

    /** Lets {@link #peak} begin anew; without effect where that is not allowed. */
    public static void forgetPeak() {
        try {
            if (Files.exists(CLEAR)) {
                Files.writeString(CLEAR, FORGET_PEAK);
            }
        } catch (IOException refused) {
            // then the peak is that since the start, which is no less true
        }
    }

    private static OptionalLong bytes(String name) {
        try {
            return Files.exists(STATUS) ? bytes(name, Files.readString(STATUS)) : OptionalLong.empty();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong bytes(String name, String status) {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(status);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) * 1024) : OptionalLong.empty();
    }
}
