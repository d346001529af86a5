package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pareidolia.bot.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    private Path networks;
    private Path data;
    private Shell shell;

    @BeforeEach
    void folders() throws IOException {
        networks = Files.createDirectory(folder.resolve("networks"));
        data = Files.createDirectory(folder.resolve("data"));
        shell = Shell.real(networks);
    }

    private int doctor(List<String> settings, String... words) throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), settings);
        String[] all = new String[3 + words.length];
        all[0] = "doctor";
        all[1] = "--config";
        all[2] = file.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return shell.type(all);
    }

    private List<String> usual() {
        return List.of("data: " + data, "lobby.port: 0", "worker.devices: [cpu]", "retention.disk: 10 MB");
    }

    @Test
    void onAHealthyMachineEveryPartIsOk() throws IOException {
        Database.sqlite(data.resolve("pareidolia.db"), Clock.systemUTC()).close();
        assertThat(doctor(usual())).as(shell.out()).isZero();
        assertThat(shell.out().lines().filter(line -> !line.startsWith(" ")))
                .allMatch(line -> line.startsWith("ok ") || line.startsWith("warn "))
                .extracting(line -> line.replaceFirst("^\\w+ +([a-z ]+):.*", "$1"))
                .containsExactly("java", "native libraries", "gpu", "disk", "store", "ports", "networks", "clock");
        assertThat(shell.out()).contains("up to date");
        assertThat(shell.said()).containsExactly("Nothing keeps the service from running.");
    }

    @Test
    void whatIsBrokenFailsWithWhatToDo() throws IOException {
        Files.write(networks.resolve("googlenet.onnx"), new byte[10]);
        Files.writeString(
                data.resolve("pareidolia.db"), "this is no database, and longer than a header of one".repeat(9));
        assertThat(doctor(
                        List.of("data: " + data, "lobby.port: 0", "worker.devices: [cuda:7]", "retention.disk: 10 MB"),
                        "--json"))
                .isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(shell.out());
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("checks"))
                .filteredOn(check -> check.get("grade").asText().equals("fail"))
                .allMatch(check -> check.has("remedy"))
                .extracting(check -> check.get("part").asText())
                .containsExactly("gpu", "store", "networks");
        assertThat(shell.said()).isEmpty();
    }

    @Test
    void wrongSettingsAreSaidAsEverywhere() throws IOException {
        assertThat(doctor(List.of("lobby.prot: 1"))).isEqualTo(2);
        assertThat(shell.said()).hasSize(1).first().asString().contains("lobby.port");
    }

    @Test
    void aDatabaseThatIsNotReachedIsSaidWithoutItsPassword() throws IOException {
        assertThat(doctor(List.of(
                        "data: " + data,
                        "lobby.enabled: false",
                        "worker.devices: [cpu]",
                        "store.url: jdbc:postgresql://127.0.0.1:1/pareidolia",
                        "store.password: hunter2")))
                .isEqualTo(1);
        assertThat(shell.out())
                .contains("cannot be opened", "connection was refused", "Start the server")
                .doesNotContain("hunter2");
    }
}
