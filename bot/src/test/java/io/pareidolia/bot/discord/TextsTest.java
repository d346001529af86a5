package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    private static final Pattern GAP = Pattern.compile("\\{[0-9]+");
    private static final Pattern OPTION_NAME = Pattern.compile("[-_\\p{L}\\p{N}]{1,32}");
    private static final int LONGEST_DESCRIPTION = 100;

    /** What is the same in other languages: names, and what is nothing but gaps. */
    private static final Pattern SAME =
            Pattern.compile("[^\\p{L}]*(?:\\{[0-9][^}]*\\}[^\\p{L}]*)*(?:s|min)?[^\\p{L}]*");

    static Stream<Locale> languages() {
        return Stream.of(Locale.GERMAN, Locale.forLanguageTag("es"));
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
        // names of commands, which Discord shows as they are, and words that both languages have
        assertThat(same.stream().filter(key -> !key.startsWith("command.")).toList())
                .as("as in English")
                .hasSizeLessThanOrEqualTo(12);
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
