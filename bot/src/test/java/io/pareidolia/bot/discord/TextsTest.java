package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the bot says on Discord fits there, in each language. */
class TextsTest {
    private static final String BUNDLE = "io.pareidolia.bot.discord.texts";
    private static final Path FOLDER = Path.of("src/main/resources/io/pareidolia/bot/discord");
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Pattern OPTION_NAME = Pattern.compile("[-_\\p{L}\\p{N}]{1,32}");
    private static final int LONGEST_DESCRIPTION = 100;

    /** Of each file beside that of English. */
    static Stream<Locale> languages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("texts_"))
                    .map(name -> name.replaceAll("texts_|\\.properties", "").replace('_', '-'))
                    .map(Locale::forLanguageTag)
                    .toList()
                    .stream();
        }
    }

    @Test
    void germanAndSpanishAreAmongTheLanguages() throws IOException {
        assertThat(languages()).contains(Locale.GERMAN, Locale.forLanguageTag("es"));
        assertThat(Texts.everywhere(texts -> texts.text("button.delete")))
                .containsEntry(DiscordLocale.GERMAN, "Löschen")
                .containsEntry(DiscordLocale.SPANISH, "Borrar")
                .containsEntry(DiscordLocale.SPANISH_LATAM, "Borrar")
                .doesNotContainKeys(DiscordLocale.ENGLISH_UK, DiscordLocale.ENGLISH_US, DiscordLocale.FRENCH);
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BUNDLE, locale, EXACT);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void namesAndDescriptionsAreSuchAsDiscordTakes(Locale locale) {
        ResourceBundle texts = bundle(locale);
        for (String key : texts.keySet()) {
            String text = texts.getString(key).replace("''", "'");
            if (key.matches("(option|subcommand)\\..*\\.name")) {
                assertThat(text).as(key).matches(OPTION_NAME).isEqualTo(text.toLowerCase(locale));
            } else if (key.matches("(option|subcommand|command)\\..*\\.description")) {
                assertThat(text.length()).as(key).isBetween(1, LONGEST_DESCRIPTION);
            }
        }
    }

    @Test
    void whoeverSpeaksAnotherLanguageIsSpokenToInEnglish() {
        assertThat(Texts.in(Locale.JAPANESE).text("button.deeper")).isEqualTo("Deeper");
        assertThat(Texts.in(DiscordLocale.GERMAN.toLocale()).text("button.delete"))
                .isNotEqualTo("Delete");
        assertThat(Texts.in(DiscordLocale.SPANISH.toLocale()).text("button.delete"))
                .isNotEqualTo("Delete");
    }
}
