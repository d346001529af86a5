package io.pareidolia.bot.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the core, the intake and the workers say in English is read back and said in German and Spanish. */
class SentencesTest {
    private static final String FRONT = "io.pareidolia.bot.discord.texts";
    private static final Language GERMAN = Language.of(FRONT, Locale.GERMAN);
    private static final Language SPANISH = Language.of(FRONT, Locale.forLanguageTag("es"));
    private static final Language ENGLISH_SPOKEN = Language.of(FRONT, Locale.ENGLISH);
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle(
            "io.pareidolia.bot.language.sentences",
            Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    private static final Pattern GAP = Pattern.compile("\\{[0-9][^{}]*\\}");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"([A-Z](?:[^\"\\\\]|\\\\.)* (?:[^\"\\\\]|\\\\.)*\\.)\"");

    /** What the code puts together of pieces, for which the texts have a sentence each. */
    private static final Pattern COMPOSED = Pattern.compile(
            "(sentence\\.)?(cost|words\\.(refused|second)|job\\.content|link\\.code|look\\.absent|picture\\.pixels|quota\\.(ban|nolook|used|left|never))\\b.*");

    private static final int MOST_PIECES = 4;

    /** Whose sentences reach somebody, one and all. */
    private static final List<String> SPEAKERS = List.of("fetch", "job", "quota/Admission.java", "worker");

    private static String code(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(SentencesTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> keys() {
        return ENGLISH.keySet().stream().filter(key -> key.startsWith("sentence.") || key.startsWith("words."));
    }

    /** A sentence that was changed in the code alone would stay English. */
    @Test
    void theEnglishTextsAreThoseOfTheCode() {
        String code = JOINED.matcher(code(Path.of("src/main/java")) + code(Path.of("../dream-core/src/main/java")))
                .replaceAll("")
                .replace("\\\"", "\"")
                .replaceAll("[;,]", "");
        Set<String> unsaid = new TreeSet<>();
        keys().forEach(key -> {
            for (String piece : GAP.split(ENGLISH.getString(key).replace("''", "'"))) {
                String said = piece.replaceAll("[;,]", "").replaceAll("^[\\s.:\"]+|[\\s.:\"]+$", "");
                if (pieces(said, code) > (COMPOSED.matcher(key).matches() ? MOST_PIECES : 1)) {
                    unsaid.add(key + ": " + said);
                }
            }
        });
        assertThat(unsaid).isEmpty();
    }

    /** Of how many pieces of the code a text is made, taking the longest each time; many where a word is not there. */
    private static int pieces(String text, String code) {
        int pieces = 0;
        for (String rest = text; !rest.isEmpty(); pieces++) {
            int end = rest.length();
            while (end > 0 && !code.contains(rest.substring(0, end))) {
                end = rest.lastIndexOf(' ', end - 1);
            }
            if (end <= 0) {
                return Integer.MAX_VALUE;
            }
            rest = rest.substring(end).strip();
        }
        return pieces;
    }

    /** Only those that are said in one piece; the others are provoked below. */
    @Test
    void everySentenceOfTheCodeIsAmongTheTexts() {
        Path root = Path.of("src/main/java/io/pareidolia/bot");
        Set<String> unknown = new TreeSet<>();
        SPEAKERS.forEach(speaker -> {
            Matcher literal =
                    LITERAL.matcher(JOINED.matcher(code(root.resolve(speaker))).replaceAll(""));
            while (literal.find()) {
                if (GERMAN.sentence(literal.group(1)).equals(literal.group(1))) {
                    unknown.add(literal.group(1));
                }
            }
        });
        unknown.removeIf(sentence -> sentence.contains("PAREIDOLIA_")); // said in the log
        assertThat(unknown).containsExactly("It is booked."); // which is no refusal
    }

    /** With something in each gap that has what stands between gaps elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "es"})
    void whatIsWrittenIsReadBack(String language) {
        Language texts = Language.of(FRONT, Locale.forLanguageTag(language));
        Object[] values = {"1.5", "size=2.5", "a-b_c.d", "mixed4#341,318:0.5", "5:x"};
        keys().filter(key ->
                        key.startsWith("sentence.") && !ENGLISH.getString(key).matches(".*\\{[0-9],.*"))
                .forEach(key -> assertThat(texts.sentence(
                                new MessageFormat(ENGLISH.getString(key), Locale.ENGLISH).format(values)))
                        .as(key)
                        .isEqualTo(texts.text(key, values)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "otcaves=3",
                "\u00a7\u00a7",
                "octaves=99 eyes",
                "octaves=3 octaves=4",
                "again seed=4",
                "layer=a#b",
                "layer=a#1,1",
                "layer=a#70000",
                "layer=a:b",
                "layer=a:0.00001",
                "layer=",
                "layer=a+a+a+a+a+a+a+a+a+a",
                "sha256=x"
            })
    void aMistakeInARecipeIsToldInEveryLanguage(String words) {
        String english = mistake(() -> RecipeText.parse(words));
        assertThat(ENGLISH_SPOKEN.sentence(english)).isEqualTo(english);
        assertThat(GERMAN.sentence(english)).isNotEqualTo(english).doesNotContain(" is ", " the ", " or ");
        assertThat(SPANISH.sentence(english)).isNotEqualTo(english).doesNotContain(" is ", " the ", " or ");
    }

    private static String mistake(Runnable wrong) {
        return String.valueOf(Objects.requireNonNull(catchThrowableOfType(DreamException.class, wrong::run))
                .getMessage());
    }

    @Test
    void everyRangeIsToldInEveryLanguage() {
        for (RecipeKey<?> key : RecipeKey.all()) {
            String english = key.name() + "=x does not work: " + key.name() + " is " + key.range() + ".";
            assertThat(GERMAN.sentence(english))
                    .startsWith(key.name() + "=x geht nicht: " + key.name() + " ist ")
                    .doesNotContain(" from ", " or ", " the ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "words", "<html></html>", "%PDF-1.4", "<svg/>", "GIF89a", "\u0000\u0000\u0000\u0018ftypavif"
            })
    void whatIsNoPictureIsToldSoInEveryLanguage(String content) {
        String english = mistake(() -> new PictureReader(PictureLimits.USUAL)
                .header(content.getBytes(StandardCharsets.ISO_8859_1), "This picture"));
        assertThat(GERMAN.sentence(english)).startsWith("Dieses Bild ").doesNotContain(" picture,", " is ");
        assertThat(SPANISH.sentence(english)).startsWith("Esta imagen ").doesNotContain(" picture,", " is ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "octaves=4 steps=200 at 4096 px takes about 3 hours; the largest that fits here is size=1024."
                        + "|octaves=4 steps=200 bei 4096 px dauert etwa 3 Stunden; das Größte, was hier passt, ist size=1024.",
                "octaves=4 at 8192 px needs about 1.4 GB; not even one step at the smallest size fits here."
                        + "|octaves=4 bei 8192 px braucht etwa 1,4 GB; nicht einmal ein Schritt in der kleinsten Größe passt hier.",
                "You have had 3 of 10 dreams today; there are new ones at 14:05 UTC."
                        + "|Du hast heute 3 von 10 Träumen gehabt; neue gibt es um 14:05 Uhr UTC.",
                "You may not ask for dreams until 14:05 UTC on 3 December 2026: no cats."
                        + "|Du darfst bis 14:05 Uhr UTC am 3. Dezember 2026 keine Träume bestellen: no cats.",
                "This community may not ask for dreams: the content filter refused 12 pictures within an hour."
                        + "|Diese Community darf keine Träume bestellen: der Inhaltsfilter hat innerhalb einer Stunde 12 Bilder abgelehnt.",
                "The file at that link has 1,234 megapixels (40000×30850); 64 is the most for a PNG, so make it smaller first."
                        + "|Die Datei hinter diesem Link hat 1.234 Megapixel (40000×30850); 64 sind das Höchste für ein PNG, also mach es erst kleiner.",
                "There is no look puppyslog. Did you mean puppyslug, eyes or scales?"
                        + "|Es gibt keinen Look puppyslog. Meintest du puppyslug, eyes oder scales?",
                "The network tiny has no layer \"today\". Did you mean block? \"networks layers\" lists them all."
                        + "|Das Netz tiny hat keine Schicht „today“. Meintest du block? „networks layers“ zählt sie alle auf.",
                "It would take about 20 min, and here you can be answered for fifteen minutes only; ask without private in a"
                        + " server that has the bot, or write to the bot itself."
                        + "|Es würde etwa 20 Min. dauern, und hier kann dir nur fünfzehn Minuten lang geantwortet werden; frage"
                        + " ohne private auf einem Server, der den Bot hat, oder schreibe dem Bot selbst."
            })
    void numbersTimesAndPartsAreAsInTheLanguage(String english, String german) {
        assertThat(GERMAN.sentence(english)).isEqualTo(german);
        assertThat(SPANISH.sentence(english)).isNotEqualTo(english);
        assertThat(ENGLISH_SPOKEN.sentence(english)).isEqualTo(english);
    }

    /** A moderator's own words, and what nobody has foreseen. */
    @Test
    void whatIsNotKnownStaysAsItIs() {
        for (String words : List.of(
                "Tea or coffee, until five.",
                "",
                "x".repeat(10_000),
                "The bot has left.",
                "This picture has .., MB; 40 MB is the most.",
                "You may not ask for dreams until 14:05 UTC on the next day.")) {
            assertThat(GERMAN.sentence(words)).isEqualTo(words);
        }
    }

    /** Texts that fit everywhere and nowhere are given up in no time: on the gateway's thread somebody waits. */
    @Test
    void whatIsMadeToBeReadSlowlyIsReadAtOnce() {
        for (String piece :
                List.of(" is ", " or ", " has ", " Did you mean ", " at 1 px takes about ; ", "; ", ": ", "\"")) {
            String words = piece.repeat(950 / piece.length());
            assertTimeout(Duration.ofSeconds(2), () -> GERMAN.sentence(words + "."));
        }
    }
}
