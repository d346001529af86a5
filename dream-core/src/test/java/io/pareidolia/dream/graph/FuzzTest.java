package io.pareidolia.dream.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a file, loading it and dreaming with it ends in a dream or in one sentence. */
class FuzzTest {
    @TempDir
    Path folder;

    /** {@code -Dpareidolia.fuzz=100000} tries as many, from another beginning each time. */
    @Test
    void spoiltNetworksNeitherCrashNorHangNorFillTheMemory() throws IOException, InterruptedException {
        Integer count = Integer.getInteger("pareidolia.fuzz");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dai.djl.offline=true",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzedNetworks.class.getName(),
                        Integer.toString(count == null ? 3000 : count),
                        Long.toString(count == null ? 2015 : System.nanoTime())))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(count == null ? 240 : 86_400, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("\\d{3,} refused, \\d{3,} dreamed");
    }
}
