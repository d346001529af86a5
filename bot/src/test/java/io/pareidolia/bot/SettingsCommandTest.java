package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    private int show(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), List.of(lines));
        shell = new Shell(folder);
        return shell.type("settings", "show", "--config", file.toString());
    }

    @Test
    void showPrintsWhatHoldsWithSecretsMasked() throws IOException {
        assertThat(show("lobby:", "  port: 81", "  password: hunter2")).isZero();
        assertThat(shell.out().lines())
                .anyMatch(line -> line.matches("  port: 81 +# .*s\\.yaml:2"))
                .anyMatch(line -> line.matches("  password: '\\*\\*\\*' +# .*s\\.yaml:3"))
                .anyMatch(line -> line.matches("  lease: 30 s +# default"))
                .noneMatch(line -> line.contains("hunter2"));
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void showSaysEveryMistakeInALineOfItsOwn() throws IOException {
        assertThat(show("lobby:", "  prot: 81", "queue.lease: 30", "lobby.password: [hunter2]"))
                .isEqualTo(2);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.said())
                .hasSize(3)
                .allMatch(line -> line.startsWith(folder.resolve("s.yaml") + ":"))
                .anyMatch(line -> line.contains("lobby.port"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void templatePrintsTheFileOfTheRepository() throws IOException {
        shell = new Shell(folder);
        assertThat(shell.type("settings", "template")).isZero();
        assertThat(shell.out().lines())
                .containsExactlyElementsOf(Files.readAllLines(Path.of("../config/pareidolia.yaml")));
    }
}
