package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything, with the same gaps to fill in, and nothing in English by mistake. */
class TextsTest {
    private static final String BUNDLE = "io.pareidolia.bot.discord.texts";
    private static final Path FOLDER = Path.of("src/main/resources/io/pareidolia/bot/discord");
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Pattern GAP = Pattern.compile("\\{[0-9]+");
    private static final Pattern OPTION_NAME = Pattern.compile("[-_\\p{L}\\p{N}]{1,32}");
    private static final int LONGEST_DESCRIPTION = 100;

    /** What is the same in other languages: names, and what is nothing but gaps. */
    private static final Pattern SAME =
            Pattern.compile("[^\\p{L}]*(?:\\{[0-9][^}]*\\}[^\\p{L}]*)*(?:s|min|[GM]B)?[^\\p{L}]*");

    /** Words that these languages have in common with English, and what people type. */
    private static final Set<String> COMMON = Set.of(
            "admin.rule",
            "choice.sensitive",
            "option.filter.name",
            "option.link.name",
            "option.look.name",
            "option.looks.name",
            "option.server.name",
            "option.moderators.name");

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

    private static Set<String> gaps(String text) {
        Set<String> gaps = new TreeSet<>();
        Matcher matcher = GAP.matcher(text);
        while (matcher.find()) {
            gaps.add(matcher.group());
        }
        return gaps;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageIsComplete(Locale locale) {
        ResourceBundle english = bundle(Locale.ROOT);
        ResourceBundle other = bundle(locale);
        assertThat(other.getLocale()).isEqualTo(locale);
        Set<String> same = new TreeSet<>();
        for (String key : english.keySet()) {
            String text = other.getString(key);
            assertThat(gaps(text)).as(key).isEqualTo(gaps(english.getString(key)));
            if (text.equals(english.getString(key)) && !SAME.matcher(text).matches()) {
                same.add(key);
            }
        }
        assertThat(same).as("as in English").isSubsetOf(COMMON);
    }

    /** A lone apostrophe swallows what comes after it, and the gaps in it. */
    @ParameterizedTest
    @MethodSource("languages")
    void everyApostropheIsWrittenTwice(Locale locale) {
        for (ResourceBundle bundle : List.of(bundle(Locale.ROOT), bundle(locale))) {
            for (String key : bundle.keySet()) {
                assertThat(bundle.getString(key).replace("''", "")).as(key).doesNotContain("'");
            }
        }
    }

    /** What the file of a language has that English has not is said nowhere. */
    @ParameterizedTest
    @MethodSource("languages")
    void aLanguageHasNoTextsOfItsOwn(Locale locale) {
        Properties own = new Properties();
        try (Reader file = Files.newBufferedReader(FOLDER.resolve("texts_" + locale.toString() + ".properties"))) {
            own.load(file);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
        assertThat(own.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(bundle(Locale.ROOT).keySet());
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
