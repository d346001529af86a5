package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveSettingsTest {
    private static final Map<String, String> SECRET_VARIABLES = Map.of(
            "PAREIDOLIA_STORE_PASSWORD", "one",
            "PAREIDOLIA_LOBBY_PASSWORD", "two");

    /** Texts for the settings whose form does not tell what to write. */
    private static final Map<String, List<String>> SAMPLES = Map.ofEntries(
            Map.entry("store.url", List.of("", "jdbc:postgresql:x", "jdbc:postgresql://[::1]:5432/x?ssl=true&a=#b")),
            Map.entry("lobby.host", List.of("0.0.0.0", "::", "true", "1e3", "0x1f")),
            Map.entry("lobby.names", List.of("", "null", "a,b-c.d, ::1", "1_0,yes")),
            Map.entry("lobby.trustedProxies", List.of("", "::/0", "1.2.3.4,10.0.0.0/8, fd00::1")),
            Map.entry("lobby.publicUrl", List.of("", "https://a.example", "http://[::1]:8080/")),
            Map.entry("discord.apiUrl", List.of("", "https://a.example/api/v10/", "http://[::1]:7700/")),
            Map.entry(
                    "discord.testGuilds", List.of("", "123456789012345678", "123456789012345678, 999999999999999999")),
            Map.entry("worker.devices", List.of("auto", "cpu,cpu", "cuda:1,cpu")),
            Map.entry("fetch.proxy", List.of("", "http://p.example:3128")),
            Map.entry("fetch.lobbyHosts", List.of("", "a.example", "on,off,*.a-b.c")),
            Map.entry("reddit.apiUrl", List.of("", "https://a.example/", "http://[::1]:7710/")),
            Map.entry("reddit.authUrl", List.of("", "https://a.example/reddit/")),
            Map.entry("reddit.subreddits", List.of("", "true", "aww, u_some_one")));

    @TempDir
    Path folder;

    /** Any text for each key. */
    @Provide
    Arbitrary<Map<String, String>> texts() {
        Arbitrary<Map<String, String>> all = Arbitraries.just(Map.of());
        for (SettingKey<?> key :
                Settings.keys().filter(key -> !key.form().secret()).toList()) {
            all = all.flatMap(before -> text(key).map(text -> {
                Map<String, String> more = new HashMap<>(before);
                more.put(key.name(), text);
                return more;
            }));
        }
        return all;
    }

    private static Arbitrary<String> text(SettingKey<?> key) {
        if (SAMPLES.containsKey(key.name())) {
            return Arbitraries.of(SAMPLES.get(key.name()));
        }
        return text(key.form());
    }

    private static Arbitrary<String> text(SettingForm<?> form) {
        if (form instanceof NumberForm.Whole whole) {
            return Arbitraries.integers()
                    .between(whole.lowest(), whole.highest())
                    .map(String::valueOf);
        }
        if (form instanceof NumberForm.WholeOrAuto whole) {
            return text(whole.whole()).injectNull(0.3).map(text -> text == null ? "auto" : text);
        }
        if (form instanceof NumberForm.Percent percent) {
            return Arbitraries.integers()
                    .between(percent.lowest(), percent.highest())
                    .map(share -> share + " %");
        }
        if (form instanceof NumberForm.Measured<?> measured) {
            return Arbitraries.longs()
                    .between(measured.lowest(), measured.highest())
                    .map(measured.measure()::write);
        }
        if (form instanceof WordForm.Snowflake) {
            return Arbitraries.strings().numeric().ofMinLength(15).ofMaxLength(20);
        }
        if (form instanceof WordForm.Truth) {
            return Arbitraries.of("true", "false");
        }
        if (form instanceof WordForm.Choice<?> choice) {
            return Arbitraries.of(choice.values()).map(Enum::name);
        }
        if (form instanceof SettingForm.Perhaps<?> perhaps) {
            return text(perhaps.form()).injectNull(0.2).map(text -> text == null ? "" : text);
        }
        // a name or a path: whatever shows
        Arbitrary<String> plain =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars(" :#+,%=;\"'&*!|>@`{}[]?-~/.\\äß漢yn0")
                .ofMinLength(1)
                .ofMaxLength(12);
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(5);
        return Arbitraries.oneOf(plain, odd, any)
                .map(String::strip)
                .filter(text -> form.read(text).isPresent());
    }

    @Property(tries = 200)
    void whatIsShownReadsBackAsTheSame(@ForAll("texts") Map<String, String> texts) throws IOException {
        SettingsReading reading = new SettingsReading();
        texts.forEach((name, text) -> reading.say(Settings.named(name).orElseThrow(), text, "here"));
        reading.finish();
        EffectiveSettings effective =
                new EffectiveSettings(Optional.empty(), new SettingValues(reading.said(), Map.of()));

        Path file = Files.createTempFile("settings", ".yaml");
        try {
            Files.write(file, effective.lines());
            EffectiveSettings again = new SettingsLoader(Map.of(), file.getParent()).load(Optional.of(file));
            assertThat(again.settings()).isEqualTo(effective.settings());
            assertThat(again.lines()).hasSameSizeAs(effective.lines());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void eachIsShownWithWhereItWasSaid() throws IOException {
        Path file = Files.write(folder.resolve("s.yaml"), List.of("lobby:", "  host: 0.0.0.0", "data: /d"));
        Map<String, String> environment = Map.of(
                "PAREIDOLIA_LOBBY_PORT", "81",
                "PAREIDOLIA_LOBBY_TRUSTED_PROXIES", "10.0.0.1,::1",
                "PAREIDOLIA_LOBBY_PASSWORD_FILE",
                        Files.writeString(folder.resolve("secret"), "hunter2").toString());
        List<String> lines =
                new SettingsLoader(environment, folder).load(Optional.of(file)).lines();
        assertThat(lines.stream().map(line -> line.replaceAll(" +# ", " # ")))
                .startsWith("data: /d # " + file + ":3", "store:", "  url: \"\" # default")
                .containsSubsequence(
                        "lobby:",
                        "  enabled: true # default",
                        "  host: 0.0.0.0 # " + file + ":2",
                        "  port: 81 # PAREIDOLIA_LOBBY_PORT",
                        "  password: '***' # PAREIDOLIA_LOBBY_PASSWORD_FILE",
                        "  trustedProxies: [\"10.0.0.1\", \"::1\"] # PAREIDOLIA_LOBBY_TRUSTED_PROXIES",
                        "  maxBytes: 40 MB # default",
                        "  highWater: 90 % # default");
        assertThat(lines).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void aMaskThatIsFedBackBecomesNoPassword() throws IOException {
        List<String> lines = new SettingsLoader(SECRET_VARIABLES, folder)
                .load(Optional.empty())
                .lines();
        Path file = Files.write(folder.resolve("s.yaml"), lines);
        assertThat(catchThrowableOfType(
                                SettingsException.class,
                                () -> new SettingsLoader(Map.of(), folder).load(Optional.of(file)))
                        .problems())
                .hasSize(2)
                .allMatch(problem -> problem.contains("password is a password, or empty"));
    }
}
