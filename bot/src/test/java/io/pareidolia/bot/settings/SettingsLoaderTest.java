package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    private EffectiveSettings load(Map<String, String> environment) {
        return new SettingsLoader(environment, folder).load(Optional.empty());
    }

    private Settings settings(String... lines) throws IOException {
        return new SettingsLoader(Map.of(), folder)
                .load(Optional.of(file("s.yaml", lines)))
                .settings();
    }

    private List<String> problems(Map<String, String> environment, Path file) {
        return catchThrowableOfType(
                        SettingsException.class, () -> new SettingsLoader(environment, folder).load(Optional.of(file)))
                .problems();
    }

    /** With {@code @} for the file, whose name begins each problem. */
    private List<String> problems(String... lines) throws IOException {
        Path file = file("s.yaml", lines);
        return problems(Map.of(), file).stream()
                .map(problem -> problem.replace(file.toString(), "@"))
                .toList();
    }

    @Test
    void withoutAnythingTheDefaultsSuitAVolunteersMachine() {
        EffectiveSettings effective = load(Map.of());
        Settings settings = effective.settings();
        assertThat(effective.file()).isEmpty();
        assertThat(settings.data()).isEqualTo(Path.of(System.getProperty("user.home"), ".local/share/pareidolia"));
        assertThat(settings.store().url()).isEmpty();
        assertThat(settings.lobby().enabled()).isTrue();
        assertThat(settings.lobby().host()).isEqualTo("127.0.0.1");
        assertThat(settings.lobby().port()).isEqualTo(8080);
        assertThat(settings.lobby().password()).isEmpty();
        assertThat(settings.worker().devices()).hasToString("[auto]");
        assertThat(settings.worker().threads()).isEmpty();
        assertThat(settings.worker().drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.queue().maxLosses()).isEqualTo(3);
        assertThat(settings.retention().sources()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.retention().results()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.filter().mode()).isEqualTo(FilterMode.SENSITIVE);
        assertThat(settings.fetch().allowLoopback()).isFalse();
        assertThat(settings.alert().every()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theDataFolderFollowsTheDesktopsRule() {
        assertThat(load(Map.of("XDG_DATA_HOME", "/x")).settings().data()).isEqualTo(Path.of("/x/pareidolia"));
        assertThat(load(Map.of("XDG_DATA_HOME", "/x", "PAREIDOLIA_DATA", "/y"))
                        .settings()
                        .data())
                .isEqualTo(Path.of("/y"));
    }

    @Test
    void theFileIsTheNamedOneElseTheVariablesElseTheOneThatLiesThere() throws IOException {
        file("config/pareidolia.yaml", "lobby.port: 1");
        assertThat(load(Map.of()).settings().lobby().port()).isEqualTo(1);
        file("pareidolia.yaml", "lobby.port: 2");
        assertThat(load(Map.of()).settings().lobby().port()).isEqualTo(2);
        Map<String, String> variable =
                Map.of("PAREIDOLIA_CONFIG", file("other.yaml", "lobby.port: 3").toString());
        assertThat(load(variable).settings().lobby().port()).isEqualTo(3);
        Path named = file("named.yaml", "lobby.port: 4");
        EffectiveSettings effective = new SettingsLoader(variable, folder).load(Optional.of(named));
        assertThat(effective.settings().lobby().port()).isEqualTo(4);
        assertThat(effective.file()).contains(named);
    }

    @Test
    void aNamedFileThatIsNotThereIsAMistake() {
        Path nowhere = folder.resolve("nowhere.yaml");
        assertThat(problems(Map.of(), nowhere))
                .containsExactly(nowhere + ": this file cannot be read; check that it is there.");
        assertThat(catchThrowableOfType(
                                SettingsException.class, () -> load(Map.of("PAREIDOLIA_CONFIG", nowhere.toString())))
                        .problems())
                .hasSize(1);
    }

    @Test
    void aVariableBeatsTheFileAndAnEmptyOneIsNotSet() throws IOException {
        file("pareidolia.yaml", "lobby:", "  port: 1", "  host: 0.0.0.0");
        LobbySettings lobby = load(Map.of("PAREIDOLIA_LOBBY_PORT", " 2 ", "PAREIDOLIA_LOBBY_HOST", ""))
                .settings()
                .lobby();
        assertThat(lobby.port()).isEqualTo(2);
        assertThat(lobby.host()).isEqualTo("0.0.0.0");
    }

    @Test
    void listsAreYamlListsOrTextWithCommas() throws IOException {
        List<String> two = List.of("10.0.0.0/8", "::1");
        assertThat(settings("lobby:", "  trustedProxies: [10.0.0.0/8, '::1']")
                        .lobby()
                        .trustedProxies())
                .isEqualTo(two);
        assertThat(settings("lobby:", "  trustedProxies:", "    - 10.0.0.0/8", "    - '::1'")
                        .lobby()
                        .trustedProxies())
                .isEqualTo(two);
        assertThat(settings("lobby.trustedProxies: 10.0.0.0/8, ::1").lobby().trustedProxies())
                .isEqualTo(two);
        assertThat(load(Map.of("PAREIDOLIA_LOBBY_TRUSTED_PROXIES", "10.0.0.0/8,::1"))
                        .settings()
                        .lobby()
                        .trustedProxies())
                .isEqualTo(two);
    }

    @Test
    void textIsTakenAsItWasTypedWhateverYamlMakesOfIt() throws IOException {
        assertThat(settings("store:", "  user: 0123", "  password: 1_000.50").store())
                .satisfies(store -> {
                    assertThat(store.user()).contains("0123");
                    assertThat(store.password().orElseThrow().reveal()).isEqualTo("1_000.50");
                });
        assertThat(settings("store.user: True", "lobby.port: \"81\"", "lobby.password: ' a b '"))
                .satisfies(settings -> {
                    assertThat(settings.store().user()).contains("True");
                    assertThat(settings.lobby().port()).isEqualTo(81);
                    assertThat(settings.lobby().password().orElseThrow().reveal())
                            .isEqualTo(" a b ");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "---", "lobby:", "{}", "\uFEFFlobby:\n"})
    void anEmptyFileOrSectionChangesNothing(String text) throws IOException {
        assertThat(settings(text)).isEqualTo(load(Map.of()).settings());
    }

    @Test
    void everyMistakeIsToldAtOnceWithItsPlaceAndTheNearestKey() throws IOException {
        Path file = file(
                "s.yaml",
                "lobby:",
                "  prot: 8080",
                "  host: [a, b]",
                "  enabled: maybe",
                "  names: [a, {b: c}]",
                "port: 1",
                "loby: {host: x}",
                "store: sqlite",
                "queue:",
                "  lease: 30",
                "  jobsPerHour:",
                "  lease: 30 s",
                "retention.disk: {a: b}");
        Map<String, String> environment = Map.of(
                "PAREIDOLIA_LOBY_PORT", "",
                "PAREIDOLIA_NETWORKS", "/n",
                "PAREIDOLIA_CACHE", "/c",
                "PAREIDOLIA_TRACE", "1",
                "PAREIDOLIA_DATA_FILE", "/d",
                "PAREIDOLIA_QUEUE_MAX_LOSSES", "0",
                "OTHER", "x");
        assertThat(problems(environment, file))
                .containsExactly(
                        file + ":2: there is no setting \"lobby.prot\"."
                                + " Did you mean lobby.port, lobby.host or lobby.names?",
                        file + ":3: lobby.host is a name or an address, without port;"
                                + " what stands here is of another kind.",
                        file + ":4: lobby.enabled is true or false, not \"maybe\".",
                        file + ":5: lobby.names is a list, each a name or an address, without port;"
                                + " what stands here is of another kind.",
                        file + ":6: there is no setting \"port\"." + " Did you mean lobby.port, health.port or alert?",
                        file + ":7: there is no setting \"loby\". Did you mean lobby, log or alert?",
                        file + ":8: store is a section; its settings stand below it, indented by two spaces.",
                        file + ":10: queue.lease is a time from 1 s to 1 h, not \"30\".",
                        file + ":11: queue.jobsPerHour is a whole number of jobs from 1 to 1000000;"
                                + " to have the default, leave the whole line out.",
                        file + ":12: queue.lease was said in line 10 already.",
                        file + ":13: retention.disk is a size from 10 MB to 1000 TB;"
                                + " what stands here is of another kind.",
                        "PAREIDOLIA_QUEUE_MAX_LOSSES: queue.maxLosses is a whole number of workers from 1 to 100,"
                                + " not \"0\".",
                        "PAREIDOLIA_DATA_FILE: there is no setting of this name."
                                + " Did you mean PAREIDOLIA_DATA, PAREIDOLIA_CATALOGUE or PAREIDOLIA_CACHE?",
                        "PAREIDOLIA_LOBY_PORT: there is no setting of this name."
                                + " Did you mean PAREIDOLIA_LOBBY_PORT, PAREIDOLIA_LOBBY_HOST or"
                                + " PAREIDOLIA_HEALTH_PORT?");
    }

    @Test
    void whatIsWrongInTheFileIsToldThoughAVariableBeatsIt() throws IOException {
        Path file = file("s.yaml", "lobby.port: x");
        assertThat(problems(Map.of("PAREIDOLIA_LOBBY_PORT", "1"), file)).hasSize(1);
    }

    @Test
    void sectionsMayStandInTwoPartsAndKeysInOneLine() throws IOException {
        LobbySettings lobby = settings("lobby:", "  port: 1", "log:", "lobby:", "  host: a", "lobby.enabled: false")
                .lobby();
        assertThat(lobby.port()).isEqualTo(1);
        assertThat(lobby.host()).isEqualTo("a");
        assertThat(lobby.enabled()).isFalse();
        assertThat(problems("lobby:", "  port: 1", "lobby.port: 1"))
                .containsExactly("@:3: lobby.port was said in line 2 already.");
    }

    @Test
    void whatIsNoListOfSettingsIsSaidSo() throws IOException {
        assertThat(problems("- a", "- b")).containsExactly("@:1: a setting is a line such as lobby.port: 8080.");
        assertThat(problems("lobby.port")).containsExactly("@:1: a setting is a line such as lobby.port: 8080.");
        assertThat(problems("log.json: true", "---", "log.json: false"))
                .containsExactly("@:3: a second document begins here, which is not read.");
        Path latin = Files.write(folder.resolve("l.yaml"), "store.user: Zoë".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(problems(Map.of(), latin)).containsExactly(latin + ": this file is no text in UTF-8.");
        assertThat(problems(Map.of(), folder))
                .containsExactly(folder + ": this file cannot be read; check that it is there.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | \\tport: 1",
                "3 | '  names: [a, b'",
                "3 | '  password: \"x\\n  port: 1'",
                "4 | '  port: 1\\n  password:x\\n  host: a'",
                "4 | '  port: 1\\n host: a'",
                "3 | '  password: a: b'",
            })
    void whatIsNoYamlIsToldWithItsLineAndAllMistakesBeforeIt(int line, String yaml) throws IOException {
        assertThat(problems("log.json: maybe\nlobby:\n" + yaml.translateEscapes()))
                .containsExactly(
                        "@:1: log.json is true or false, not \"maybe\".",
                        "@:" + line
                                + ": this line is no YAML; indent with spaces, close what was opened, and put quotes"
                                + " around a value with special characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lobby:\n  password: *hunter2",
                "lobby:\n  password: \"hunter2",
                "lobby:\n  password: @hunter2",
                "lobby:\n  password: %hunter2",
                "lobby:\n  password: hunter1: hunter2",
                "lobby:\n  password: [hunter2]",
                "lobby:\n  password: {hunter2: 1}",
                "lobby:\n  password: !!binary hunter2=",
                "lobby:\n  passwort: hunter2",
                "lobby:\n  password:hunter2",
                "lobby: hunter2",
                "hunter2",
                "alert.webhook: hunter2",
                "store.url: jdbc:postgresql://me:hunter2@db/x",
                "fetch.proxy: http://me:hunter2@proxy:3128",
            })
    void noMistakeTellsASecret(String yaml) throws IOException {
        SettingsException failure = catchThrowableOfType(SettingsException.class, () -> settings(yaml));
        assertThat(failure.problems()).isNotEmpty().noneMatch(problem -> problem.contains("hunter2"));
        assertThat(failure).hasNoCause();
        assertThat(failure.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void aSecretMayStandInAFileOfItsOwnWithoutItsLastLineEnd() throws IOException {
        for (String text : List.of("hunter2", "hunter2\n", "hunter2\r\n")) {
            Path file = Files.writeString(folder.resolve("secret"), text);
            assertThat(load(Map.of("PAREIDOLIA_LOBBY_PASSWORD_FILE", file.toString()))
                            .settings()
                            .lobby()
                            .password())
                    .contains(new Secret("hunter2"));
        }
        Path file = Files.writeString(folder.resolve("secret"), " a\nb\n\n");
        assertThat(load(Map.of("PAREIDOLIA_LOBBY_PASSWORD_FILE", file.toString()))
                        .settings()
                        .lobby()
                        .password())
                .contains(new Secret(" a\nb\n"));
    }

    @Test
    void aSecretsFileThatIsMissingOrEmptyLeavesNoDoorOpen() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path nowhere = folder.resolve("nowhere");
        SettingsException failure = catchThrowableOfType(
                SettingsException.class,
                () -> load(Map.of(
                        "PAREIDOLIA_LOBBY_PASSWORD_FILE", empty.toString(),
                        "PAREIDOLIA_STORE_PASSWORD_FILE", nowhere.toString(),
                        "PAREIDOLIA_ALERT_WEBHOOK", "https://h.example/1",
                        "PAREIDOLIA_ALERT_WEBHOOK_FILE", nowhere.toString())));
        assertThat(failure.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("PAREIDOLIA_LOBBY_PASSWORD_FILE: the file ")
                        && problem.endsWith(" is empty."))
                .anyMatch(problem -> problem.startsWith("PAREIDOLIA_STORE_PASSWORD_FILE: the file ")
                        && problem.contains("cannot be read"))
                .contains("PAREIDOLIA_ALERT_WEBHOOK: alert.webhook is also said by PAREIDOLIA_ALERT_WEBHOOK_FILE;"
                        + " one of them is enough.");
    }
}
