package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.Looks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTextTest {
    private final RulesReader reader =
            new RulesReader(Looks.bundled(), List.of("inception-v3", "googlenet"), AnswerWriter.languages());

    private SubredditRules read(String page) {
        RulesReading reading = reader.read(page);
        assertThat(reading).as(page).isInstanceOf(RulesReading.Read.class);
        return ((RulesReading.Read) reading).rules();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled: true",
                "enabled: false\nreply: message\nwatch: all\nlanguage: de\ndistinguish: yes",
                "reply:\n  dream: link\n  refusal: silent\nwatch: [Art, \"Dream: \\\"this\\\"!\"]\nignore_flair: [\"#1\", ü]",
                "quota:\n  member: 5\n  subreddit: 0\n  flair:\n    \"Regular: one\": 20\n    Other: 3",
                "looks: [puppyslug, eyes]\nnetworks: [googlenet]\nlargest_size: 512\nnsfw: true\ndry_run: true",
                "footer: 'Read [the rules](/r/x/wiki/rules): \"first\" # please'\nmoderators_exempt: false",
                "author:\n  account_age: \"> 7 days\"\n  combined_karma: \">= -10\"\n  is_contributor: false",
                "author:\n  account_age: \"< 90 minutes\"",
                "author:\n  account_age: \"<= 2 months\""
            })
    void whatIsWrittenIsReadAsTheSame(String page) {
        SubredditRules rules = read(page);
        assertThat(read(String.join("\n", RulesText.lines(rules)))).isEqualTo(rules);
    }

    @Test
    void theUsualIsTold() {
        assertThat(RulesText.lines(SubredditRules.USUAL))
                .contains("enabled: true", "looks: all", "watch: none")
                .noneMatch(line -> line.startsWith("quota") || line.startsWith("author"));
    }
}
