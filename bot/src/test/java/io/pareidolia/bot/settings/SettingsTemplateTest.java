package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTemplateTest {
    private static final Path FILE = Path.of("../config/pareidolia.yaml");

    @TempDir
    Path folder;

    private EffectiveSettings load(Optional<Path> file) {
        return new SettingsLoader(Map.of(), folder).load(file);
    }

    /** The file is written by {@code pareidolia settings template}. */
    @Test
    void theFileOfTheRepositoryIsWhatTheDefinitionsSay() throws IOException {
        assertThat(Files.readAllLines(FILE)).containsExactlyElementsOf(SettingsTemplate.lines());
    }

    @Test
    void aCopyOfItChangesNothing() {
        EffectiveSettings copy = load(Optional.of(FILE));
        assertThat(copy.settings()).isEqualTo(load(Optional.empty()).settings());
        assertThat(copy.lines()).filteredOn(line -> line.contains("#")).allMatch(line -> line.endsWith("# default"));
    }

    @Test
    void withoutTheMarksItSaysEverySettingAtItsDefault() throws IOException {
        List<String> said = SettingsTemplate.lines().stream()
                .map(line -> line.replaceFirst("^( *)#(\\w+:)", "$1$2"))
                .toList();
        Path file = Files.write(folder.resolve("all.yaml"), said);
        EffectiveSettings all = load(Optional.of(file));
        assertThat(all.settings()).isEqualTo(load(Optional.empty()).settings());
        assertThat(all.lines().stream().filter(line -> line.contains("# " + file + ":")))
                .hasSize((int) Settings.keys().count());
    }

    @Test
    void everySettingHasItsHelpValuesAndDefaultAboveIt() {
        String text = String.join("\n", SettingsTemplate.lines()).replaceAll("\n *# ", " ");
        assertThat(Settings.keys()).allSatisfy(key -> {
            String above = key.help() + " Values: " + key.form().range() + ". Default: ";
            assertThat(text).containsPattern(Pattern.quote(above) + ".*\\.\n *#" + key.ownName() + ": ");
        });
        assertThat(SettingsTemplate.lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void eachKeyReachesItsRecord() {
        Settings usual = load(Optional.empty()).settings();
        Map<String, String> other = Map.ofEntries(
                Map.entry("data", "/other"),
                Map.entry("store.url", "jdbc:postgresql:other"),
                Map.entry("lobby.host", "other"),
                Map.entry("lobby.trustedProxies", "10.0.0.9"),
                Map.entry("lobby.publicUrl", "https://other.example"),
                Map.entry("lobby.names", "other"),
                Map.entry("discord.apiUrl", "https://other.example/api"),
                Map.entry("discord.testGuilds", "123456789012345678"),
                Map.entry("discord.ownerGuild", "123456789012345678"),
                Map.entry("reddit.apiUrl", "https://other.example/api"),
                Map.entry("reddit.authUrl", "https://other.example/api"),
                Map.entry("worker.devices", "cpu"),
                Map.entry("fetch.proxy", "http://other.example:1"),
                Map.entry("fetch.lobbyHosts", "other"),
                Map.entry("filter.mode", "off"),
                Map.entry("log.level", "error"),
                Map.entry("health.port", "81"),
                Map.entry("alert.webhook", "https://other.example"));
        assertThat(Settings.keys()).allSatisfy(key -> {
            String text = other.getOrDefault(key.name(), another(key));
            assertThat(new SettingsLoader(Map.of(key.variable(), text), folder)
                            .load(Optional.empty())
                            .settings())
                    .isNotEqualTo(usual);
        });
    }

    private static String another(SettingKey<?> key) {
        SettingForm<?> form = key.form();
        if (form instanceof NumberForm.Whole whole) {
            return String.valueOf(whole.lowest() + 7);
        }
        if (form instanceof NumberForm.Measured<?> measured) {
            return measured.measure().write(measured.lowest() + 7);
        }
        if (form instanceof NumberForm.WholeOrAuto || form instanceof NumberForm.Percent) {
            return "77";
        }
        if (form instanceof WordForm.Truth) {
            return key.usualPlain().equals(true) ? "false" : "true";
        }
        return "other";
    }
}
