package io.pareidolia.dream.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine computes with, in words. */
public final class Processor {
    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");

    private Processor() {}

    /** The maker's name for it where Linux knows one, else the architecture: "amd64". */
    public static String name() {
        String architecture = System.getProperty("os.arch", "unknown");
        try {
            return Files.exists(INFO) ? name(Files.readString(INFO), architecture) : architecture;
        } catch (IOException unreadable) {
            return architecture;
        }
    }

    static String name(String info, String architecture) {
        Matcher model = MODEL.matcher(info);
        return model.find() ? model.group(1).strip().replaceAll("\\s+", " ") : architecture;
    }
}
