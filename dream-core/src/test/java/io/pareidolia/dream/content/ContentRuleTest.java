package io.pareidolia.dream.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentRuleTest {
    private static final Probabilities NEUTRAL = new Probabilities(0.1, 0, 0.9, 0, 0);

    private static ContentReport report(Probabilities... views) {
        return new ContentReport(List.of(views), Optional.empty());
    }

    private static boolean suspect(ContentRule rule, double hentai, double porn, double sexy) {
        Probabilities seen = new Probabilities(0, hentai, 1 - hentai - porn - sexy, porn, sexy);
        return rule.decide(report(seen)) instanceof ContentVerdict.Suspect;
    }

    @Test
    void sensitiveMindsPornographyThatIsMoreLikelyThanNot() {
        assertThat(suspect(ContentRule.SENSITIVE, 0.2, 0.49, 0)).isFalse();
        assertThat(suspect(ContentRule.SENSITIVE, 0, 0.51, 0)).isTrue();
    }

    @Test
    void sensitiveMindsWhatIsAlmostSurelyIndecent() {
        assertThat(suspect(ContentRule.SENSITIVE, 0.84, 0, 0)).isFalse();
        assertThat(suspect(ContentRule.SENSITIVE, 0, 0, 0.84)).isFalse();
        assertThat(suspect(ContentRule.SENSITIVE, 0.1, 0.4, 0.36)).isTrue();
        assertThat(suspect(ContentRule.SENSITIVE, 0.86, 0, 0)).isTrue();
    }

    @Test
    void strictMindsWhateverMayBeIndecent() {
        assertThat(suspect(ContentRule.STRICT, 0.1, 0.1, 0.09)).isFalse();
        assertThat(suspect(ContentRule.STRICT, 0.1, 0.1, 0.11)).isTrue();
    }

    @Test
    void offMindsNothing() {
        assertThat(suspect(ContentRule.OFF, 0, 1, 0)).isFalse();
        assertThat(suspect(ContentRule.OFF, Double.NaN, 0, 0)).isFalse();
    }

    @Test
    void noNumbersAreSuspect() {
        assertThat(suspect(ContentRule.SENSITIVE, Double.NaN, 0, 0)).isTrue();
        assertThat(suspect(ContentRule.STRICT, 0, 0, Double.NaN)).isTrue();
    }

    @Test
    void oneSuspectViewIsEnough() {
        Probabilities porn = new Probabilities(0, 0, 0.2, 0.8, 0);

        assertThat(ContentRule.SENSITIVE.decide(report(NEUTRAL, NEUTRAL))).isEqualTo(new ContentVerdict.Harmless());
        assertThat(ContentRule.SENSITIVE.decide(report(NEUTRAL, porn))).isInstanceOf(ContentVerdict.Suspect.class);
    }

    @Test
    void theSentenceSaysWhatThePictureIsTakenFor() {
        assertThat(ContentRule.STRICT.decide(report(new Probabilities(0, 0, 0, 0.4, 0.6))))
                .isEqualTo(new ContentVerdict.Suspect("The content filter takes this picture for something suggestive, "
                        + "so it is not dreamed; the filter can be wrong, and another picture is welcome."));
        assertThat(ContentRule.STRICT.decide(report(new Probabilities(0, 0.3, 0, 0.3, 0.4))))
                .extracting(verdict -> ((ContentVerdict.Suspect) verdict).sentence())
                .asString()
                .startsWith("The content filter takes this picture for pornography, so it is not dreamed;");
    }

    @Test
    void rulesAreNamedByTheirWords() {
        for (ContentRule rule : ContentRule.values()) {
            assertThat(ContentRule.named(rule.word())).isEqualTo(rule);
        }
        assertThat(ContentRule.named("Strict")).isEqualTo(ContentRule.STRICT);
        assertThatThrownBy(() -> ContentRule.named("sensitiv"))
                .isInstanceOf(DreamException.class)
                .hasMessage("There is no content rule \"sensitiv\". Did you mean sensitive, strict or off?");
    }
}
