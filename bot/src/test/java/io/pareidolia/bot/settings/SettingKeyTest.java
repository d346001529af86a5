package io.pareidolia.bot.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingKeyTest {
    private static final Pattern VARIABLE = Pattern.compile("PAREIDOLIA_[A-Z_]*[A-Z]");

    @ParameterizedTest
    @CsvSource({
        "data, PAREIDOLIA_DATA",
        "lobby.port, PAREIDOLIA_LOBBY_PORT",
        "store.url, PAREIDOLIA_STORE_URL",
        "fetch.allowLoopback, PAREIDOLIA_FETCH_ALLOW_LOOPBACK",
        "lobby.perAddressPerMinute, PAREIDOLIA_LOBBY_PER_ADDRESS_PER_MINUTE",
        "reddit.apiUrl, PAREIDOLIA_REDDIT_API_URL",
        "filter.nsfwPlacesExempt, PAREIDOLIA_FILTER_NSFW_PLACES_EXEMPT",
    })
    void eachHasAVariableByTheSameRule(String name, String variable) {
        assertThat(Settings.named(name).orElseThrow().variable()).isEqualTo(variable);
    }

    @Test
    void noTwoShareAVariable() {
        assertThat(Stream.concat(
                        SettingsEnvironment.OTHERS.stream(),
                        Settings.keys()
                                .flatMap(key -> Stream.concat(Stream.of(key.variable()), key.fileVariable().stream()))))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith(SettingsEnvironment.PREFIX));
    }

    @Test
    void onlySecretsMayStandInFilesOfTheirOwn() {
        assertThat(Settings.keys().flatMap(key -> key.fileVariable().stream()))
                .containsExactly(
                        "PAREIDOLIA_STORE_PASSWORD_FILE",
                        "PAREIDOLIA_LOBBY_PASSWORD_FILE",
                        "PAREIDOLIA_DISCORD_TOKEN_FILE",
                        "PAREIDOLIA_REDDIT_CLIENT_SECRET_FILE",
                        "PAREIDOLIA_REDDIT_PASSWORD_FILE",
                        "PAREIDOLIA_REDDIT_REFRESH_TOKEN_FILE",
                        "PAREIDOLIA_ALERT_WEBHOOK_FILE");
    }

    @Test
    void eachIsExplainedInItsSection() {
        assertThat(Settings.sections())
                .allSatisfy(section -> assertThat(section.keys()).isNotEmpty().allSatisfy(key -> {
                    assertThat(key.name())
                            .isEqualTo(section.name().isEmpty() ? key.ownName() : section.name() + "." + key.ownName());
                    assertThat(key.help()).matches("[A-Z].*\\.");
                }));
    }

    /** An unknown variable is a mistake, so that those which the rest of the program reads must be known. */
    @Test
    void everyVariableThatTheProgramReadsIsKnown() throws IOException {
        Set<String> known = new TreeSet<>(SettingsEnvironment.OTHERS);
        Settings.keys().forEach(key -> known.add(key.variable()));
        Settings.keys().flatMap(key -> key.fileVariable().stream()).forEach(known::add);
        try (Stream<Path> bot = Files.walk(Path.of("src/main"));
                Stream<Path> core = Files.walk(Path.of("../dream-core/src/main"))) {
            assertThat(Stream.concat(bot, core)
                            .filter(file -> file.toString().endsWith(".java"))
                            .flatMap(SettingKeyTest::variables))
                    .contains("PAREIDOLIA_NETWORKS", "PAREIDOLIA_TRACE")
                    .isSubsetOf(known);
        }
    }

    private static Stream<String> variables(Path file) {
        try {
            return VARIABLE.matcher(Files.readString(file)).results().map(MatchResult::group);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
