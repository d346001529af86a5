package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.pareidolia.bot.reddit.RulesReading.Fault;
import io.pareidolia.bot.reddit.SubredditRules.Refusal;
import io.pareidolia.bot.reddit.SubredditRules.Reply;
import io.pareidolia.dream.Looks;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moderators' pages, right and wrong. */
class RulesReaderTest {
    private static final RulesReader READER =
            new RulesReader(Looks.bundled(), List.of("inception-v3", "googlenet"), AnswerWriter.languages());

    private static SubredditRules rules(String page) {
        RulesReading reading = READER.read(page);
        assertThat(reading).isInstanceOf(RulesReading.Read.class);
        return ((RulesReading.Read) reading).rules();
    }

    private static List<Fault> faults(String page) {
        RulesReading reading = READER.read(page);
        assertThat(reading).isInstanceOf(RulesReading.Faulty.class);
        return ((RulesReading.Faulty) reading).faults();
    }

    @Test
    void theTemplateSaysWhatHoldsAnyway() {
        assertThat(rules(WikiTemplate.text())).isEqualTo(SubredditRules.USUAL);
    }

    /** Moderators take away the signs before an example; then it must be one. */
    @Test
    void theExamplesOfTheTemplateAreRight() {
        String live = WikiTemplate.text()
                .replaceAll("(?m)^(reply|watch|looks|networks):.*$", "")
                .replaceAll("(?m)^#(?=[a-z ] *[a-zA-Z_]+:)", "");
        SubredditRules rules = rules(live);
        assertThat(rules.reply()).isEqualTo(Reply.COMMENT);
        assertThat(rules.refusal()).isEqualTo(Refusal.SILENT);
        assertThat(rules.watch().flairs()).containsExactly("Art", "Dream this!");
        assertThat(rules.quota())
                .isEqualTo(new SubredditRules.Quota(OptionalInt.of(5), OptionalInt.of(100), Map.of("Regular", 20)));
        assertThat(rules.looks()).containsExactly("puppyslug", "eyes");
        assertThat(rules.networks()).containsExactly("inception-v3");
        assertThat(rules.largestSize()).hasValue(1024);
        assertThat(rules.footer()).isEqualTo("Read [the rules](/r/example/wiki/rules) first.");
        assertThat(rules.author().accountAge())
                .contains(new Comparison(">", Duration.ofDays(7).toSeconds()));
        assertThat(rules.author().combinedKarma()).contains(new Comparison(">", 10));
        assertThat(rules.author().isContributor()).contains(true);
        assertThat(rules.ignoreFlair()).containsExactly("Serious", "Memorial");
    }

    @Test
    void everyKeyStandsInTheTemplate() {
        for (String key : List.of(
                "enabled",
                "reply",
                "watch",
                "quota",
                "looks",
                "networks",
                "largest_size",
                "nsfw",
                "footer",
                "language",
                "dry_run",
                "author",
                "moderators_exempt",
                "ignore_flair",
                "distinguish")) {
            assertThat(WikiTemplate.text()).containsPattern("(?m)^#?" + key + ":");
        }
    }

    @Test
    void theTemplateNamesTheLanguages() {
        assertThat(WikiTemplate.text()).contains("bot speaks here: en, de or es.");
        assertThat(faults("language: fr").get(0).sentence()).isEqualTo("language is en, de or es.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing\n", "---\n", "~", "\uFEFF", "   \n# one\n   # two"})
    void aPageOfNothingIsEmpty(String page) {
        assertThat(READER.read(page)).isEqualTo(new RulesReading.Empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"largest_size: 800", "largest size: 800", "Largest-Size: '800'", "LARGEST SIZE : 800"})
    void aKeyMayBeWrittenInSeveralWays(String page) {
        assertThat(rules(page).largestSize()).hasValue(800);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moderators_exempt: no", "exempt moderators: off", "exempt_moderators: \"false\""})
    void moderatorsNeedNotBeExempt(String page) {
        assertThat(rules(page).moderatorsExempt()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "yes,true",
        "On,true",
        "TRUE,true",
        "'\"true\"',true",
        "false,false",
        "no,false",
        "off,false"
    })
    void yesAndNoAreSaidInSeveralWays(String word, boolean value) {
        assertThat(rules("dry_run: " + word).dryRun()).isEqualTo(value);
    }

    @Test
    void repliesAreSaidInOneWordOrInTwo() {
        assertThat(rules("reply: Post").reply()).isEqualTo(Reply.POST);
        assertThat(rules("reply: Post").refusal()).isEqualTo(Refusal.COMMENT);
        assertThat(rules("reply: message").refusal()).isEqualTo(Refusal.MESSAGE);
        assertThat(rules("reply: {dream: message, refusal: silent}").refusal()).isEqualTo(Refusal.SILENT);
        assertThat(rules("reply:\n  refusal: silent").reply()).isEqualTo(Reply.COMMENT);
    }

    @Test
    void newPostsAreWatchedAllOrByFlair() {
        SubredditRules all = rules("watch: all\nignore_flair: Serious");
        assertThat(all.watches("")).isTrue();
        assertThat(all.watches("Art")).isTrue();
        assertThat(all.watches(" serious ")).isFalse();
        assertThat(all.ignores("Serious")).isTrue();
        SubredditRules some = rules("watch:\n- Art\n- all\n");
        assertThat(some.watches("art")).isTrue();
        assertThat(some.watches("Photo")).isFalse();
        assertThat(some.watch().isOn()).isTrue();
        assertThat(rules("watch: off").watch().isOn()).isFalse();
        assertThat(rules("watch: all\nenabled: false").watches("Art")).isFalse();
    }

    @Test
    void looksAndNetworksAreAListOrWordsWithCommas() {
        assertThat(rules("looks: Eyes, fur").looks()).containsExactly("eyes", "fur");
        assertThat(rules("looks: [eyes, eyes]").looks()).containsExactly("eyes");
        assertThat(rules("looks: [eyes, all]").looks()).isEmpty();
        assertThat(rules("networks:\n  - googlenet").networks()).containsExactly("googlenet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "> 7 days | 604801 | 604800",
                "< 1 hour | 3599 | 3600",
                ">= 10 | 864000 | 863999",
                "<= 2 weeks | 1209600 | 1209601",
                ">3 Months | 7776001 | 7776000",
                "> 1 year | 31536001 | 31536000",
                "> 90 minutes | 5401 | 5400"
            })
    void agesAreComparedAsAutoModeratorDoes(String term, long fits, long not) {
        SubredditRules.AuthorTerms author =
                rules("author: {account age: \"" + term + "\"}").author();
        assertThat(author.fit(Duration.ofSeconds(fits), 0, false)).isTrue();
        assertThat(author.fit(Duration.ofSeconds(not), 0, false)).isFalse();
    }

    @Test
    void anAuthorFulfilsAllTerms() {
        SubredditRules.AuthorTerms author = rules("author:\n  combined_karma: \"> -10\"\n  is_contributor: false")
                .author();
        assertThat(author.fitsAnybody()).isFalse();
        assertThat(author.fit(Duration.ZERO, -9, false)).isTrue();
        assertThat(author.fit(Duration.ZERO, -10, false)).isFalse();
        assertThat(author.fit(Duration.ZERO, -9, true)).isFalse();
        assertThat(SubredditRules.USUAL.author().fitsAnybody()).isTrue();
        assertThat(SubredditRules.USUAL.author().fit(Duration.ZERO, -100, false))
                .isTrue();
        assertThat(rules("author:\n  combined_karma: < 10").author().fit(Duration.ZERO, 9, false))
                .isTrue();
    }

    @Test
    void aFooterStaysOnOneLine() {
        assertThat(rules("footer: |\n  one\n  two\n").footer()).isEqualTo("one two");
        assertThat(rules("footer: \"\"").footer()).isEmpty();
    }

    @Test
    void theLanguageIsOneThatTheBotSpeaks() {
        assertThat(rules("language: DE").language()).isEqualTo(Locale.GERMAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enabled: true\\nwatchh: all | 2 | watchh | There is no such key. | watch",
                "\\n\\nEnable: true | 3 | Enable | There is no such key. | enabled",
                "reply: coment | 1 | reply | reply is comment, post, link or message. | comment",
                "reply:\\n  dream: post\\n  refusals: silent | 3 | reply: refusals | There is no such key in reply. | refusal",
                "reply: [post] | 1 | reply | reply has lines of its own below it: dream, refusal. |",
                "watch: al | 1 | watch | watch is all, none, or a list of posts' flairs such as [Art, Photo]. | all",
                "watch: {a: b} | 1 | watch | watch is all, none, or a list of posts' flairs such as [Art, Photo]. |",
                "quota: 5 | 1 | quota | quota has lines of its own below it: member, subreddit, flair. |",
                "quota:\\n  member: many | 2 | quota: member | member is a whole number of dreams a day from 0 to 1000000. |",
                "quota:\\n  flair:\\n    Regular: -1 | 3 | quota: flair: Regular | Regular is a whole number of dreams a day from 0 to 1000000. |",
                "quota:\\n  flair: 3 | 2 | quota: flair | flair has a line for each flair below it, such as Regular: 20. |",
                "looks:\\n- eyes\\n- puppyslig | 3 | looks | There is no puppyslig among the looks. | puppyslug",
                "networks: googlnet | 1 | networks | There is no googlnet among the networks. | googlenet",
                "largest size: 10000 | 1 | largest size | largest size is a whole number of pixels from 64 to 8192. |",
                "largest_size: | 1 | largest_size | largest_size is a whole number of pixels from 64 to 8192; to have the usual, leave the line out. |",
                "nsfw: maybe | 1 | nsfw | nsfw is true or false. | false",
                "nsfw: [true] | 1 | nsfw | nsfw is true or false. |",
                "language: dee | 1 | language | language is en, de or es. | de",
                "author:\\n  account_age: 7 days | 2 | author: account_age | account_age is a comparison with a time, in quotes: \"> 7 days\". |",
                "author:\\n  account_age: \"> 7 parsecs\" | 2 | author: account_age | account_age is a comparison with a time, in quotes: \"> 7 days\". |",
                "author:\\n  combined_karma: \"> 7 days\" | 2 | author: combined_karma | combined_karma is a comparison with a number, in quotes: \"> 10\". |",
                "author:\\n  comment_karma: \"> 7\" | 2 | author: comment_karma | There is no such key in author. | combined_karma",
                "dry_run: true\\n\\ndry run: false | 3 | dry run | This is said in line 1 already. |",
                "moderators_exempt: true\\nexempt moderators: true | 2 | exempt moderators | This is said in line 1 already. |",
                "ignore_flair: [Art, [x]] | 1 | ignore_flair | ignore_flair is a list of at most 50 flairs such as [Art, Photo]. |",
                "author:\\n  account_age: > 7 days | 2 | '' | Put quotes around what begins with >, as in account_age: \"> 7 days\". |",
                "author:\\n\\tis_contributor: true | 2 | '' | This line begins with a tab; indent with spaces. |",
                "enabled: true\\nlooks: [eyes | 2 | '' | This is no YAML: indent with spaces, close what was opened, and put quotes around a value with special characters. |",
                "enabled: &a true\\nnsfw: *a | 2 | '' | Nothing on the page may stand for something else on it (& and *). |",
                "enabled: true\\n---\\nnsfw: true | 3 | '' | A second document begins here; all rules stand in one. |",
                "- enabled | 1 | '' | A rule is a line such as enabled: true. |",
                "enabled | 1 | '' | A rule is a line such as enabled: true. |"
            })
    void aFaultIsToldWithItsLineAndTheNearestValidWord(
            String page, int line, String key, String sentence, String nearest) {
        assertThat(faults(page.replace("\\n", "\n").replace("\\t", "\t")))
                .first()
                .isEqualTo(new Fault(line, key, sentence, Optional.ofNullable(nearest)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled: true\nlooks: [eyes\nnsfw: true\n",
                "enabled: true\nfooter: \"one\nnsfw: true\n\ndry_run: true\n",
                "enabled: true\n  nsfw: true\n",
                "enabled: true\nnsfw\ndry_run: true\n"
            })
    void whatIsNoYamlIsToldWithTheLineWhereItBegins(String page) {
        assertThat(faults(page)).singleElement().satisfies(fault -> {
            assertThat(fault.line()).isEqualTo(2);
            assertThat(fault.sentence()).startsWith("This is no YAML:");
        });
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThat(faults("enable: true\nlooks: [eys, fr]\nnsfw: 3\n"))
                .extracting(Fault::line)
                .containsExactly(1, 2, 2, 3);
        assertThat(faults("looks: []")).hasSize(1);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            many.append("key").append(i).append(": 1\n");
        }
        assertThat(faults(many.toString())).hasSize(20);
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        assertThat(faults("footer: \"" + "x".repeat(301) + "\"").get(0).sentence())
                .isEqualTo("footer is a text of at most 300 characters.");
        assertThat(faults("# " + "x".repeat(40_000)).get(0).sentence()).contains("more than 32768 characters");
        assertThat(faults("watch: [" + "a, ".repeat(60) + "a]").get(0).key()).isEqualTo("watch");
        assertTimeout(Duration.ofSeconds(2), () -> faults("[".repeat(20_000)));
        assertTimeout(Duration.ofSeconds(2), () -> faults("a: {".repeat(8_000)));
        assertTimeout(Duration.ofSeconds(2), () -> faults("a: ".repeat(10_000)));
    }

    @Test
    void modmailNamesLineKeyAndTheNearestValidOne() {
        FaultLetter letter = FaultLetter.of("example", faults("enabled: true\nwatchh: all\nlooks: [puppy*slig*]\n"));
        assertThat(letter.subject()).isEqualTo("The wiki page pareidolia cannot be used as it is");
        assertThat(letter.text())
                .contains("(/r/example/wiki/pareidolia)")
                .contains("\n* Line 2, `watchh`: There is no such key\\. Did you mean `watch`?\n")
                .contains(
                        "\n* Line 3, `looks`: There is no puppy\\*slig\\* among the looks\\. Did you mean `puppyslug`?\n");
    }

    @Test
    void modmailOfManyFaultsIsShort() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            many.append("key").append(i).append(": 1\n");
        }
        FaultLetter letter = FaultLetter.of("example", faults(many.toString()));
        assertThat(letter.text()).contains("`key9`").contains("* and 5 more").doesNotContain("key10");
        assertThat(FaultLetter.empty("example").text()).contains("`enabled: false`");
    }
}
