package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In a process of its own, since there is one log in each. */
class ServiceLogTest {
    private static List<String> log(String form, String level) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstderr.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogProbe.class.getName(),
                        form,
                        level)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    @Test
    void eachEventIsOneLineWithItsJob() throws Exception {
        List<String> lines = log("lines", "INFO");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .matches("2\\S+ \\S+ INFO  service 0123456789 Probe: a name 2026-01-01 ERROR forged \\[31m ü");
        assertThat(lines.get(1))
                .matches(".* WARN  service 0123456789 Probe: failed \\| java.lang.IllegalStateException: why.*"
                        + "Caused by: java.lang.RuntimeException: deeper.*");
        assertThat(lines.get(2)).contains("Driver: a warning in Java's own way");
    }

    @Test
    void asJsonEachIsAnObject() throws Exception {
        List<String> lines = log("json", "INFO");
        assertThat(lines).hasSize(3);
        ObjectMapper json = new ObjectMapper();
        for (String line : lines) {
            JsonNode event = json.readTree(line);
            assertThat(event.get("mdc").get("job").asText()).isEqualTo("0123456789");
            assertThat(event.has("timestamp") && event.has("level") && event.has("formattedMessage"))
                    .isTrue();
        }
        assertThat(json.readTree(lines.get(1)).get("throwable").get("className").asText())
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void atTraceOnlyThisProgramSaysMore() throws Exception {
        assertThat(log("lines", "TRACE"))
                .anyMatch(line -> line.endsWith("Probe: fine"))
                .noneMatch(line -> line.contains("hunter2"));
    }
}
