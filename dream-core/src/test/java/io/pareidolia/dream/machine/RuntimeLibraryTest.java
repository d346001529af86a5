package io.pareidolia.dream.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RuntimeLibraryTest {
    @TempDir
    Path path;

    /** Runs a session and then waits to be killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (RuntimeSession session = RuntimeSession.open(TinyModels.doubling(2, 2), Device.CPU, 1)) {
                session.run(new float[12], 1, 3, 2, 2);
                System.out.println(String.join(
                        " ",
                        "ready",
                        System.getProperty("OPT_OUT_TRACKING"),
                        System.getProperty("ai.djl.offline"),
                        System.getProperty("onnxruntime.native.path")));
                TimeUnit.MINUTES.sleep(5);
            }
        }
    }

    @Test
    void aKilledProcessLeavesNothingButTheLibraries() throws IOException, InterruptedException {
        Path temporary = path.resolve("tmp");
        Path cache = path.resolve("cache");
        Path home = Files.createDirectories(path.resolve("home"));
        Files.createDirectories(temporary);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Dlong=" + "x".repeat(100_000), // 1.29 read the command line and ran out of stack
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName()));
        builder.environment().put("PAREIDOLIA_CACHE", cache.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.equals("OPT_OUT_TRACKING"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process child = builder.start();
        try (BufferedReader out = child.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("ready")) {
                line = out.readLine();
            }
            assertThat(line).startsWith("ready true true " + cache.resolve("onnxruntime-"));
            assertThat(temporary).isEmptyDirectory();
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(temporary).isEmptyDirectory();
        assertThat(home).as("telemetry keeps its notes at home").isEmptyDirectory();
    }
}
