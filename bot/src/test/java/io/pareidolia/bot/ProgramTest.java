package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.picture.PictureWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: what only shows there. */
class ProgramTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    private Process start(List<String> java, String... words) throws IOException {
        return start(java, Map.of(), words);
    }

    private Process start(List<String> java, Map<String, String> variables, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("PAREIDOLIA_NETWORKS", folder.resolve("networks").toString());
        builder.environment().putAll(variables);
        return builder.start();
    }

    /** Reads what the process says, up to the first line with {@code words} or its end. */
    private void read(BufferedReader from, String words) throws IOException {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
            said.add(line);
            if (line.contains(words)) {
                return;
            }
        }
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void toldToEndItEndsTheStepAndLeavesNothing() throws IOException, InterruptedException {
        Path photo = folder.resolve("cat.png");
        PictureWriter.write(BundledNetworkTest.photo(320, 240), photo, Optional.empty());
        Process process = start(List.of(), "dream", photo.toString(), "steps=200", "--filmstrip");
        endAfter(process, "octave 2 of");
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(said).last().isEqualTo("The dream was cancelled.");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(photo);
        }
    }

    @Test
    void toldToEndInALongStepItDoesNotWaitForItsEnd() throws IOException, InterruptedException {
        Path photo = folder.resolve("cat.png");
        PictureWriter.write(BundledNetworkTest.photo(320, 240), photo, Optional.empty());
        Process process = start(List.of("-Xmx3g"), "dream", photo.toString(), "octaves=1", "size=3600");
        long told = endAfter(process, "3600×2700 pixels");
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(143);
        assertThat(said).last().isEqualTo("The dream was cancelled.");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - told)).isLessThan(20);
    }

    /** Tells the process to end a second after it said {@code words}, waits for that, and gives the time of telling. */
    private long endAfter(Process process, String words) throws IOException, InterruptedException {
        try (BufferedReader output = output(process)) {
            read(output, words);
            assertThat(said).as("what was said").last().asString().contains(words);
            Thread.sleep(1000);
            long told = System.nanoTime();
            process.toHandle().destroy(); // unlike Process.destroy it leaves the output open
            read(output, "nothing ends with these words");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return told;
        }
    }

    @Test
    void aPhotoOfTwelveMegapixelsDreamsInAGigabyteAndNothingElseIsSaid() throws IOException, InterruptedException {
        Path photo = folder.resolve("phone.jpg");
        PictureWriter.write(BundledNetworkTest.photo(4000, 3000), photo, Optional.empty());
        Process process =
                start(List.of("-Xmx1g"), "dream", photo.toString(), "size=512", "steps=1", "octaves=2", "seed=1");
        try (BufferedReader output = output(process)) {
            read(output, "nothing ends with these words");
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said.toString()).isZero();
        assertThat(said)
                .allMatch(line -> line.startsWith("phone.jpg: ")
                        || line.startsWith("network=inception-v3 ")
                        || line.equals(folder.resolve("phone-dream.png").toString()));
    }

    @Test
    void whoeverAsksForTracesGetsThem() throws IOException, InterruptedException {
        Process process = start(List.of(), Map.of("PAREIDOLIA_TRACE", "1"), "networks", "fetch", "nope");
        try (BufferedReader output = output(process)) {
            read(output, "nothing ends with these words");
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said)
                .anyMatch(line -> line.startsWith("\tat io.pareidolia."))
                .anyMatch(line -> line.contains(" DEBUG "));
    }
}
