package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DreamerLaunchTest {
    @Test
    void ofTheEnvironmentOnlyWhatJavaCudaAndTheCoreNeedIsLeft() {
        Map<String, String> needed = Map.of(
                "PATH", "/bin",
                "HOME", "/root",
                "LANG", "C.UTF-8",
                "LC_ALL", "C.UTF-8",
                "TMPDIR", "/tmp",
                "LD_LIBRARY_PATH", "/usr/lib/cuda",
                "CUDA_VISIBLE_DEVICES", "1",
                "PAREIDOLIA_NETWORKS", "/networks",
                "PAREIDOLIA_CACHE", "/cache",
                "OPT_OUT_TRACKING", "true");
        Map<String, String> all = new HashMap<>(needed);
        for (String secret : new String[] {
            "PAREIDOLIA_DISCORD_TOKEN",
            "PAREIDOLIA_REDDIT_PASSWORD_FILE",
            "PAREIDOLIA_STORE_URL",
            "PGPASSWORD",
            "AWS_SECRET_ACCESS_KEY",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH",
            "LD_PRELOAD",
            "https_proxy",
            "PATH_TO_TOKEN",
            "pareidolia_cache"
        }) {
            all.put(secret, "secret");
        }
        assertThat(new DreamerLaunch("a.Main", all, "cpu", 1, 1 << 28, OptionalLong.empty()).environment())
                .isEqualTo(needed);
    }

    /** A process that is started like a dreamer, and prints how it is to log. */
    static final class Printer {
        private Printer() {}

        public static void main(String[] arguments) {
            System.out.print(
                    System.getProperty("pareidolia.log.form") + ", " + System.getProperty("pareidolia.log.part"));
        }
    }

    private static String printed() throws IOException {
        Process process = new DreamerLaunch(
                        Printer.class.getName(), System.getenv(), "cpu", 1, 64L << 20, OptionalLong.empty())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itLogsAsTheServiceDoesUnderItsOwnName() throws IOException {
        assertThat(printed()).isEqualTo("lines, dreamer cpu");
        System.setProperty("pareidolia.log.form", "json");
        try {
            assertThat(printed()).isEqualTo("json, dreamer cpu");
        } finally {
            System.clearProperty("pareidolia.log.form");
        }
    }

    @Test
    void theHeapIsBounded() {
        assertThat(DreamerLaunch.usualHeap()).isBetween(512L << 20, 4L << 30);
    }
}
