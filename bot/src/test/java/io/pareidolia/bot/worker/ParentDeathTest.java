package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.ContentRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A parent in a process of its own, with secrets, whose dreamer is in the middle of a dream. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ParentDeathTest {
    private static final String TOKEN = "sentinel-4b1d-of-a-token";

    @TempDir
    Path folder;

    private Process parent;
    private ProcessHandle child;

    /** Starts a dreamer and says its number once it has dreamed a step. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            DreamerProcess dreamer = new DreamerProcess(Dreamers.launch(folder), DreamerPatience.USUAL);
            dreamer.start();
            if (!dreamer.awaitReady(Duration.ofSeconds(200))) {
                throw new IllegalStateException("there is no dreamer");
            }
            DreamTask task = new DreamTask(
                    "endless",
                    "layer=mixed0 octaves=1 steps=200 size=1024 seed=1",
                    folder.resolve("photo.png"),
                    folder.resolve("dream.png"),
                    Optional.empty(),
                    Optional.empty(),
                    ContentRule.OFF,
                    Optional.empty(),
                    Duration.ofSeconds(280));
            dreamer.dream(task, new DreamerListener() {
                @Override
                public void progressed(DreamerProtocol.Progress progress) {
                    System.out.println(dreamer.pid().orElseThrow());
                }
            });
        }
    }

    @BeforeEach
    void start() throws IOException {
        Dreamers.photo(folder, 128, 96);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PAREIDOLIA_DISCORD_TOKEN", TOKEN);
        environment.put("JAVA_TOOL_OPTIONS", "-Dfrom.the.environment=" + TOKEN);
        ChildJava java = new ChildJava(
                Parent.class.getName(), List.of("-Xmx256m", "-Dpareidolia.reddit.password=" + TOKEN), environment);
        parent = java.start(true, List.of(folder.toString()));
        BufferedReader output = parent.inputReader(StandardCharsets.UTF_8);
        child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    @AfterEach
    void end() {
        child.destroyForcibly();
        parent.destroyForcibly();
    }

    @Test
    void theChildDiesWithItsParent() throws Exception {
        assertThat(child.isAlive()).isTrue();
        Dreamers.kill(parent.pid());
        child.onExit().get(60, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
        assertThat(folder.resolve("dream.png")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void noSecretOfTheParentIsInTheChild() throws IOException {
        Path process = Path.of("/proc", Long.toString(child.pid()));
        String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        assertThat(environment).contains("PATH=", "PAREIDOLIA_NETWORKS=").doesNotContain(TOKEN);
        assertThat(command).contains("dreamer", "-Xmx1024m").doesNotContain(TOKEN);
    }
}
