package io.pareidolia.bot.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language says everything, with the same gaps to fill in, and nothing in English by mistake. */
class LanguageTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final List<String> BUNDLES = List.of(
            "io/pareidolia/bot/discord/texts",
            "io/pareidolia/bot/reddit/texts",
            "io/pareidolia/bot/language/sentences");
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Pattern GAP = Pattern.compile("\\{[0-9]+");

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

    /** A file beside that of English. */
    private record Translation(String bundle, Locale locale) {
        ResourceBundle english() {
            return ResourceBundle.getBundle(bundle, Locale.ROOT, EXACT);
        }

        ResourceBundle texts() {
            return ResourceBundle.getBundle(bundle, locale, EXACT);
        }
    }

    static Stream<Translation> translations() throws IOException {
        Stream.Builder<Translation> found = Stream.builder();
        for (String bundle : BUNDLES) {
            String name = Path.of(bundle).getFileName() + "_";
            try (Stream<Path> files = Files.list(RESOURCES.resolve(bundle).getParent())) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.startsWith(name))
                        .map(file -> file.replace(name, "")
                                .replace(".properties", "")
                                .replace('_', '-'))
                        .forEach(tag ->
                                found.add(new Translation(bundle.replace('/', '.'), Locale.forLanguageTag(tag))));
            }
        }
        return found.build();
    }

    @Test
    void allIsSaidInTheSameLanguages() throws IOException {
        assertThat(translations())
                .hasSize(2 * BUNDLES.size())
                .extracting(Translation::locale)
                .containsOnly(Locale.GERMAN, Locale.forLanguageTag("es"));
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
    @MethodSource("translations")
    void aLanguageIsComplete(Translation translation) {
        ResourceBundle english = translation.english();
        ResourceBundle other = translation.texts();
        assertThat(other.getLocale()).isEqualTo(translation.locale());
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
    @MethodSource("translations")
    void everyApostropheIsWrittenTwice(Translation translation) {
        for (ResourceBundle bundle : List.of(translation.english(), translation.texts())) {
            for (String key : bundle.keySet()) {
                assertThat(bundle.getString(key).replace("''", "")).as(key).doesNotContain("'");
            }
        }
    }

    /** What the file of a language has that English has not is said nowhere. */
    @ParameterizedTest
    @MethodSource("translations")
    void aLanguageHasNoTextsOfItsOwn(Translation translation) {
        Properties own = new Properties();
        try (Reader file = Files.newBufferedReader(RESOURCES.resolve(
                translation.bundle().replace('.', '/') + "_" + translation.locale() + ".properties"))) {
            own.load(file);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
        assertThat(own.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(translation.english().keySet());
    }

    @Test
    void aFrontSaysItsOwnAndWhatTheRestOfTheProgramSays() {
        Language german = Language.of("io.pareidolia.bot.discord.texts", Locale.GERMAN);
        assertThat(german.text("button.delete")).isEqualTo("Löschen");
        assertThat(german.sentence("Cancelled.")).isEqualTo("Abgebrochen.");
        assertThat(german.sentence("There is no look x.")).isEqualTo("Es gibt keinen Look x.");
        assertThat(german.about(Duration.ofMinutes(3))).isEqualTo("etwa 3 Min.");
    }
}
