package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.language.Language;
import io.pareidolia.bot.reddit.AnswerText.Paragraph;
import io.pareidolia.bot.reddit.AnswerText.Span;
import io.pareidolia.dream.Looks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bot's comments say. */
class AnswerWriterTest {
    private static final JobId JOB = new JobId("0123456789abcdefghijklmnop");
    private static final String RECIPE = "network=inception-v3 layer=mixed5#178 octaves=6 scale=1.4 steps=12 step=1.5"
            + " smooth=4 size=1024 seed=42";
    private static final AnswerWriter WRITER = new AnswerWriter("someone");
    private static final Language ENGLISH = AnswerWriter.language(Locale.ENGLISH);

    static List<Locale> languages() {
        return AnswerWriter.languages();
    }

    private static AnswerWriter.Dreamed dreamed(Optional<String> address, List<NearMiss> offered, String footer) {
        return new AnswerWriter.Dreamed(
                JOB,
                Optional.of("eyes"),
                RECIPE,
                Optional.of(12.34),
                address,
                "look=eyes stronger",
                offered,
                true,
                footer);
    }

    @Test
    void aLinkedDreamIsToldWithRecipeAndAQuietFooter() {
        AnswerText answer = WRITER.dream(
                dreamed(Optional.of("https://www.reddit.com/user/bot/comments/abc/"), List.of(), ""), ENGLISH);
        assertThat(answer.markdown())
                .isEqualTo(
                        "[The dream](https://www.reddit.com/user/bot/comments/abc/) · **eyes** · 12\\.3 s of dreaming\n\n`"
                                + RECIPE
                                + "`\n\nUnderstood\\: look=eyes stronger\\."
                                + "\n\n^(I am a bot. A neural network dreamed this picture.)"
                                + " ^(To repeat it, call me by my name with the line above.)"
                                + " ^(Whoever asked or posted the picture may reply delete.)"
                                + " ^(Anybody may reply report, or stop to be left alone.)"
                                + " [^(Feedback)](https://www.reddit.com/message/compose/?to=someone&subject=Dream%20"
                                + JOB + ")");
    }

    @Test
    void aDreamInTheCommentBeginsWithThePicture() {
        AnswerText answer = WRITER.dream(dreamed(Optional.empty(), List.of(), ""), ENGLISH);
        assertThat(answer.paragraphs())
                .startsWith(
                        new Paragraph.Picture("The same picture as a neural network dreams it: eyes"),
                        new Paragraph.Line(
                                List.of(new Span.Words("eyes", true), new Span.Words(" · 12.3 s of dreaming", false)),
                                false),
                        new Paragraph.Code(RECIPE));
        assertThat(answer.markdown()).startsWith("**eyes** · 12\\.3 s of dreaming\n\n`network=");
    }

    @Test
    void whatWasNearlyUnderstoodIsOffered() {
        AnswerText answer = WRITER.dream(
                dreamed(
                        Optional.empty(),
                        List.of(new NearMiss("[puppy](u/x)", "puppyslug"), new NearMiss("a", "b")),
                        ""),
                ENGLISH);
        assertThat(answer.markdown())
                .contains(
                        "\n\nUnderstood\\: look=eyes stronger\\. \\[puppy\\]\\(u\\/x\\) was not understood; did you mean puppyslug? a was not understood;");
    }

    @Test
    void aSheetOfLooksAsksToChoose() {
        AnswerText answer = WRITER.dream(
                new AnswerWriter.Dreamed(
                        JOB,
                        Optional.empty(),
                        "look=?eyes+fur network=googlenet seed=4",
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        List.of(),
                        false,
                        ""),
                ENGLISH);
        assertThat(answer.markdown())
                .startsWith("**Choose a look**\n\n`look=?eyes+fur network=googlenet seed=4`")
                .contains("^(Pictures posted here are dreamed without being asked for; reply stop,");
    }

    @Test
    void whoNamesNoLookIsToldSo() {
        AnswerText answer = WRITER.dream(
                new AnswerWriter.Dreamed(
                        JOB, Optional.of("eyes"), RECIPE, Optional.empty(), Optional.empty(), "", List.of(), true, ""),
                ENGLISH);
        assertThat(answer.markdown()).contains("No look was named, so this is the usual one");
    }

    @Test
    void moderatorsAddALineWithLinksAndNothingElse() {
        AnswerText answer = WRITER.dream(
                dreamed(Optional.empty(), List.of(), "Read [the rules](/r/example/wiki) u/all *now* [x](javascript:y)"),
                ENGLISH);
        assertThat(answer.markdown())
                .contains("\n\nRead [the rules](/r/example/wiki) u\\/all \\*now\\* \\[x\\]\\(javascript\\:y\\)\n\n");
    }

    @Test
    void aRefusalIsOneSentenceAndAFooter() {
        AnswerText answer = WRITER.sentence(
                JOB, "There is no look *x*. Did you mean eyes?", List.of(), "", AnswerWriter.language(Locale.GERMAN));
        assertThat(answer.markdown())
                .startsWith("Es gibt keinen Look \\*x\\*\\. Meintest du eyes?\n\n^(Ich bin ein Bot,")
                .contains("Dream%20" + JOB);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theAnswerIsInOneLanguage(Locale locale) {
        Language language = AnswerWriter.language(locale);
        String answer = WRITER.dream(dreamed(Optional.of("https://example.org/d"), List.of(), ""), language)
                .markdown();
        assertThat(answer).contains(RECIPE).contains("delete", "report", "stop");
        if (!locale.equals(Locale.ENGLISH)) {
            assertThat(answer).contains("12,3").doesNotContain(" picture", "The ");
        }
        assertThat(AnswerWriter.title(JOB, Optional.of("eyes"), language)).endsWith(": eyes (ijklmnop)");
    }

    /** Reddit's older pages end small writing at what would have to be escaped. */
    @ParameterizedTest
    @MethodSource("languages")
    void smallWritingNeedsNoEscapes(Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle(
                "io.pareidolia.bot.reddit.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        texts.keySet().stream()
                .filter(key -> key.startsWith("quiet."))
                .forEach(key ->
                        assertThat(texts.getString(key)).as(key).doesNotContainPattern("[\\\\()\\[\\]^*_`~<>&]"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theJobIsKnownFromTheComment(Locale locale) {
        Language language = AnswerWriter.language(locale);
        String dream =
                WRITER.dream(dreamed(Optional.empty(), List.of(), ""), language).markdown();
        String refusal =
                WRITER.sentence(JOB, "Cancelled.", List.of(), "", language).markdown();
        assertThat(AnswerWriter.job(dream)).contains(JOB);
        assertThat(AnswerWriter.job(refusal)).contains(JOB);
        // as Reddit may give it back
        assertThat(AnswerWriter.job(dream.replace("&", "&amp;"))).contains(JOB);
        assertThat(AnswerWriter.job(dream.replace("%20", "+"))).contains(JOB);
        assertThat(AnswerWriter.job(dream.replace("_", "\\_"))).contains(JOB);
    }

    @Test
    void aModeratorsLineDoesNotPassForAJob() {
        String other = "https://x.example/?subject=Dream%20" + "a".repeat(26);
        String dream = WRITER.dream(dreamed(Optional.empty(), List.of(), "[x](" + other + ")"), ENGLISH)
                .markdown();
        assertThat(AnswerWriter.job(dream)).contains(JOB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Dream 0123456789abcdefghijklmnop",
                "?subject=Dream%200123456789abcdefghijklmno",
                "?subject=Dream%200123456789abcdefghijklmnopq",
                "?subject=Dream%20wwwwwwwwwwwwwwwwwwwwwwwwww"
            })
    void whatNamesNoJobHasNone(String body) {
        assertThat(AnswerWriter.job(body)).isEmpty();
    }

    /** Nobody dreams because of what we say ourselves, and the recipe can be copied from it. */
    @ParameterizedTest
    @MethodSource("languages")
    void ourOwnAnswerSummonsNobody(Locale locale) {
        CommentReader reader = new CommentReader("pareidolia", Looks.bundled(), List.of("inception-v3"));
        String answer = WRITER.dream(dreamed(Optional.empty(), List.of(), ""), AnswerWriter.language(locale))
                .markdown();
        assertThat(reader.read(answer, false)).isEqualTo(new CommentRequest.Nothing());
    }
}
