package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.pareidolia.bot.reddit.CommentRequest.Command.Kind;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comments ask for, as people write them. */
class CommentReaderTest {
    private static final CommentReader READER =
            new CommentReader("pareidolia", Looks.bundled(), List.of("inception-v3", "googlenet"));

    private static CommentRequest mention(String body) {
        return READER.read(body.replace("\\n", "\n"), false);
    }

    private static CommentRequest reply(String body) {
        return READER.read(body.replace("\\n", "\n"), true);
    }

    private static CommentRequest.Dream dream(CommentRequest said) {
        assertThat(said).isInstanceOf(CommentRequest.Dream.class);
        return (CommentRequest.Dream) said;
    }

    private static String sentence(CommentRequest said) {
        assertThat(said).isInstanceOf(CommentRequest.Refused.class);
        return ((CommentRequest.Refused) said).sentence();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u/pareidolia | ''",
                "what do you think of his eyes? | nothing",
                "u/pareidolia what do you think of his eyes? | ''",
                "nice eyes u/pareidolia | ''",
                "u/pareidolia eyes stronger | look=eyes stronger",
                "u/pareidolia stronger eyes | look=eyes stronger",
                "/u/pareidolia eyes | look=eyes",
                "U/Pareidolia EYES Stronger | look=eyes stronger",
                "Hey /u/PAREIDOLIA, eyes please! | look=eyes",
                "u/pareidolia please eyes | look=eyes",
                "u/pareidolia: eyes. | look=eyes",
                "(u/pareidolia eyes) | look=eyes",
                "**u/pareidolia** eyes | look=eyes",
                "u/pareidolia **eyes** _stronger_ | look=eyes stronger",
                "u/pareidolia `eyes stronger` | look=eyes stronger",
                "u/pareidolia ~~eyes~~ ^stronger | look=eyes stronger",
                "u/pareidolia \"eyes\" | look=eyes",
                "u/pareidolia “eyes”, stronger… | look=eyes stronger",
                "u/pareidolia >!eyes!< | look=eyes",
                ">!u/pareidolia eyes!< | look=eyes",
                "# u/pareidolia eyes | look=eyes",
                "- u/pareidolia eyes | look=eyes",
                "[u/pareidolia](https://www.reddit.com/u/pareidolia) eyes | look=eyes",
                "u/pareidolia eyes and stronger, please | look=eyes stronger",
                "u/pareidolia eyes 👀 stronger | look=eyes stronger",
                "u/pareidolia eyes are creepy, make it stronger | look=eyes",
                "u/pareidolia\\neyes stronger | ''",
                "u/pareidolia eyes\\nstronger | look=eyes",
                "Wow\\n\\nu/pareidolia eyes | look=eyes",
                "hey u/pareidolia, look at this:\\nu/pareidolia eyes | look=eyes",
                "u/pareidolia u/pareidolia eyes | look=eyes",
                "u/pareidolia&#x200B; eyes | look=eyes",
                "u/pareidolia octaves=6 steps=20 puppyslug | look=puppyslug octaves=6 steps=20",
                "u/pareidolia octaves = 6, steps =20 | octaves=6 steps=20",
                "u/pareidolia OCTAVES=6 Color=KEEP | octaves=6 colour=keep",
                "u/pareidolia layer=mixed4#341,318:1+mixed5#134:0.5 | layer=mixed4#341,318+mixed5#134:0.5",
                "u/pareidolia layer=conv2\\_block1 | layer=conv2_block1",
                "u/pareidolia layer=mixed4\\#341 | layer=mixed4#341",
                "u/pareidolia step=1,5 | step=1.5",
                "u/pareidolia look=? | look=?",
                "u/pareidolia look=?. | look=?",
                "u/pareidolia look=?eyes+fur! | look=?eyes+fur",
                "u/pareidolia googlenet eyes | look=eyes network=googlenet",
                "u/pareidolia network=googlenet | network=googlenet",
                "u/pareidolia deeper | deeper",
                "u/pareidolia again again | again again",
                "u/pareidolia https://i.redd.it/abc.jpg eyes | look=eyes",
                "![img](abc123) u/pareidolia eyes | look=eyes",
                "u/pareidolia ![gif](giphy-x) eyes | look=eyes",
                "u/pareidolia for science | ''",
                "u/pareidolia make it weird | ''",
                "u/pareidolia yes | ''",
                "u/pareidolia a=b=c | ''",
                "u/pareidolia 1+1=2 | ''",
            })
    void wordsCountFromTheNameToTheEndOfTheLineOrTheFirstForeignWord(String body, String words) {
        CommentRequest said = mention(body);
        if (words.equals("nothing")) {
            assertThat(said).isEqualTo(new CommentRequest.Nothing());
        } else {
            assertThat(dream(said).words()).isEqualTo(words);
            assertThat(dream(said).offered()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eyes stronger",
                "pareidolia eyes",
                "u/pareidolia-fan eyes",
                "u/pareidolia2 eyes",
                "u/pareidolia_ eyes",
                "xu/pareidolia eyes",
                "r/u/pareidolia eyes",
                "https://www.reddit.com/u/pareidolia eyes",
                "https://www.reddit.com/user/pareidolia/comments/x eyes",
                "u/pareidolia/comments eyes",
                "> u/pareidolia eyes",
                ">u/pareidolia eyes",
                "&gt; u/pareidolia eyes",
                "   > u/pareidolia eyes",
                "Write `u/pareidolia eyes` below the picture.",
                "    u/pareidolia eyes",
                "```\nu/pareidolia eyes\n```",
                "Look:\n\n    u/pareidolia eyes\n\nso it goes",
                "~~~\nu/pareidolia eyes",
            })
    void whatIsNotSaidToUsIsNothing(String body) {
        assertThat(mention(body)).isEqualTo(new CommentRequest.Nothing());
    }

    /** Nobody leaves an empty line below a quote. */
    @Test
    void onesOwnWordsBelowAQuoteCount() {
        assertThat(dream(mention("> nice eyes u/pareidolia fur\nu/pareidolia eyes"))
                        .words())
                .isEqualTo("look=eyes");
    }

    @Test
    void theNameMayHaveWhatMarkdownEscapes() {
        CommentReader reader = new CommentReader("dream_bot_", Looks.bundled(), List.of());
        assertThat(dream(reader.read("u/dream\\_bot\\_ eyes", false)).words()).isEqualTo("look=eyes");
        assertThat(dream(reader.read("u/dream_bot_ eyes", false)).words()).isEqualTo("look=eyes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u/pareidolia 2 | 2 | ''",
                "u/pareidolia #2 | 2 | ''",
                "u/pareidolia \\#2 | 2 | ''",
                "u/pareidolia #2, eyes | 2 | look=eyes",
                "u/pareidolia eyes 2 | 2 | look=eyes",
                "u/pareidolia eyes on #3 stronger | 3 | look=eyes stronger",
                "u/pareidolia picture 2 eyes | 2 | look=eyes",
                "u/pareidolia 2nd | 2 | ''",
                "u/pareidolia #2 is the best | 2 | ''",
                "u/pareidolia 2 days ago you were better | 0 | ''",
                "u/pareidolia 2 3 | 2 | ''",
                "u/pareidolia 0 eyes | 0 | ''",
            })
    void aNumberPicksFromAGallery(String body, int picture, String words) {
        CommentRequest.Dream dream = dream(mention(body));
        assertThat(dream.picture()).isEqualTo(picture == 0 ? OptionalInt.empty() : OptionalInt.of(picture));
        assertThat(dream.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u/pareidolia puppyslig | '' | puppyslig | puppyslug",
                "u/pareidolia Puppyslig! | '' | Puppyslig | puppyslug",
                "u/pareidolia puppy | '' | puppy | puppyslug",
                "u/pareidolia puppyslugs stronger | stronger | puppyslugs | puppyslug",
                "u/pareidolia puppyslig stronger octaves=6 | octaves=6 stronger | puppyslig | puppyslug",
                "u/pareidolia eyess | '' | eyess | eyes",
                "u/pareidolia eyse | '' | |",
                "u/pareidolia strongerr eyes | look=eyes | strongerr | stronger",
                "u/pareidolia octave=6 eyes | look=eyes | octave=6 | octaves=6",
                "u/pareidolia size 512 eyes | look=eyes | size 512 | size=512",
                "u/pareidolia octaves:6 | '' | octaves:6 | octaves=6",
                "u/pareidolia googlnet | '' | googlnet | googlenet",
                "u/pareidolia size matters | '' | |",
            })
    void aNearMissIsOffered(String body, String words, String typed, String nearest) {
        CommentRequest.Dream dream = dream(mention(body));
        assertThat(dream.words()).isEqualTo(words);
        assertThat(dream.offered())
                .isEqualTo(typed == null ? List.of() : List.of(new NearMiss(typed, String.valueOf(nearest))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u/pareidolia octaves=99 | octaves=99 does not work: octaves is a whole number from 1 to 12.",
                "u/pareidolia eyes step=a lot | step=a does not work: step is a number from 0.01 to 20.",
                "u/pareidolia octaves= | octaves= does not work: octaves is a whole number from 1 to 12.",
                "u/pareidolia eyes puppyslug | This recipe says look=eyes and look=puppyslug; say look once.",
                "u/pareidolia again seed=4 | \"again\" takes a new seed, so leave out seed=4 or the word.",
                "u/pareidolia octaves=3 octaves=4 | This recipe says octaves=3 and octaves=4; say octaves once."
            })
    void whatCannotBeIsRefusedWithASentence(String body, String sentence) {
        assertThat(sentence(mention(body))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deeper | deeper",
                "Deeper! | deeper",
                "again please | again",
                "stronger, please | stronger",
                "eyes | look=eyes",
                "octaves=6 lol | octaves=6",
                "> octaves=4\\n\\noctaves=6 | octaves=6",
                "Thanks!\\n\\nstronger | stronger",
                "u/pareidolia deeper | deeper",
                "wow u/pareidolia do it | ''",
            })
    void aReplyToOursNeedsNoName(String body, String words) {
        assertThat(dream(reply(body)).words()).isEqualTo(words);
        assertThat(dream(reply(body)).sameOnMine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good bot",
                "bad bot",
                "these eyes are creepy",
                "eyes are creepy",
                "again with this thing?",
                "deeper than I thought",
                "2",
                "#1",
                "!remindme 2 days",
                "stop it get some help",
                "delete your account lol",
                "start a band",
                "report back when it is better",
                "> deeper",
                "`deeper` is what you write",
                "more",
                "please",
                "👍",
                "",
            })
    void whatPeopleSayToEachOtherBelowOursIsNothing(String body) {
        assertThat(reply(body)).isEqualTo(new CommentRequest.Nothing());
    }

    @Test
    void aReplyThatIsNothingButAMistakeIsToldSo() {
        assertThat(sentence(reply("puppyslig")))
                .isEqualTo("\"puppyslig\" is no word of a recipe. Did you mean puppyslug?");
        assertThat(sentence(reply("octaves=99"))).startsWith("octaves=99 does not work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same on mine", "Same on mine, please", "u/pareidolia same on mine", "same on my picture"})
    void theSameCanBeHadOnAnotherPicture(String body) {
        CommentRequest.Dream dream = dream(reply(body + "\n\nhttps://i.imgur.com/a\\_b.jpg"));
        assertThat(dream.sameOnMine()).isTrue();
        assertThat(dream.wish()).isEqualTo(RecipeWish.NONE);
        assertThat(dream.links()).containsExactly("https://i.imgur.com/a_b.jpg");
    }

    @Test
    void theSameMayBeStronger() {
        assertThat(dream(reply("same on mine stronger")).words()).isEqualTo("stronger");
        assertThat(dream(reply("same on mine stronger")).sameOnMine()).isTrue();
    }

    @Test
    void linksAreThoseOfTheWriterAlone() {
        CommentRequest.Dream dream = dream(mention("> https://example.org/quoted.jpg\n"
                + "u/pareidolia eyes [mine](https://i.redd.it/one.png) and (https://i.redd.it/two.png).\n\n"
                + "https://preview.redd.it/three.png?width=640&s=0a https://i.redd.it/one.png ftp://example.org/x"));
        assertThat(dream.links())
                .containsExactly(
                        "https://i.redd.it/one.png",
                        "https://i.redd.it/two.png",
                        "https://preview.redd.it/three.png?width=640&s=0a");
        assertThat(dream.words()).isEqualTo("look=eyes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete | DELETE",
                "Delete! | DELETE",
                "!delete | DELETE",
                "delete this please | DELETE",
                "please delete this | DELETE",
                "u/pareidolia delete | DELETE",
                "u/pareidolia delete your answer, idiot | DELETE",
                "report | REPORT",
                "report this is gore | REPORT",
                "u/pareidolia report | REPORT",
                "stop | STOP",
                "STOP | STOP",
                "opt out | STOP",
                "opt-out | STOP",
                "optout please | STOP",
                "Leave me alone. | STOP",
                "ignore me | STOP",
                "unsubscribe | STOP",
                "u/pareidolia stop making these | STOP",
                "stop u/pareidolia | STOP",
                "please stop it u/pareidolia! | STOP",
                "opt in | START",
                "start | START",
                "!remove | REMOVE",
                "u/pareidolia !remove | REMOVE",
                "!Usage | USAGE",
                "!settings please | SETTINGS",
                "!pause | PAUSE",
                "!pause, please | PAUSE",
                "\"delete\" | DELETE",
                "(stop) | STOP",
                "!resume | RESUME",
                "\\!remove | REMOVE",
                "Too much.\\n\\n!remove | REMOVE",
            })
    void commandsAreDoneAtOnce(String body, Kind kind) {
        assertThat(reply(body)).isEqualTo(new CommentRequest.Command(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!block someone 7d | BLOCK | someone | 7",
                "!block u/some\\_one 7 days | BLOCK | some_one | 7",
                "!block /u/Some-One for 2 weeks. | BLOCK | Some-One | 14",
                "!block someone 1 month | BLOCK | someone | 30",
                "!block someone 48h | BLOCK | someone | 2",
                "!block someone | BLOCK | someone | ",
                "!block someone forever | BLOCK | someone | ",
                "!unblock someone | UNBLOCK | someone | ",
                "u/pareidolia !block someone 1y | BLOCK | someone | 365",
                "!block _someone_ 1d | BLOCK | _someone_ | 1",
            })
    void moderatorsSayWhomAndHowLong(String body, Kind kind, String member, Long days) {
        assertThat(reply(body))
                .isEqualTo(new CommentRequest.Command(
                        kind,
                        Optional.ofNullable(member),
                        Optional.ofNullable(days).map(Duration::ofDays)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!block | !block needs a name, and a time unless it is for ever: !block user 7d.",
                "!block someone 7 parsecs | !block needs a name, and a time unless it is for ever: !block user 7d.",
                "!block someone 0d | !block needs a name, and a time unless it is for ever: !block user 7d.",
                "!unblock | !unblock needs a name: !unblock user.",
                "!pause 2h | A pause has no length: say !pause, and !resume to end it.",
                "!setings | There is no command !setings. Did you mean !settings?"
            })
    void aCommandThatCannotBeReadIsToldSo(String body, String sentence) {
        assertThat(sentence(reply(body))).isEqualTo(sentence);
    }

    @Test
    void onlyModeratorsCommandsBeginWithAnExclamationMark() {
        assertThat(Kind.REMOVE.isModerators()).isTrue();
        assertThat(Kind.DELETE.isModerators()).isFalse();
    }

    @Test
    void aRecipeThatIsTooLongIsRefused() {
        assertThat(sentence(mention("u/pareidolia layer=" + "a".repeat(600)))).startsWith("A recipe has at most 500");
    }

    /** What a dream's answer shows can be typed back. */
    @Test
    void theAnswersOwnLineIsUnderstood() {
        String line = "network=inception-v3 layer=mixed4#341,318,308,354+mixed5#134,178 octaves=6 scale=1.4 steps=12"
                + " step=1.5 smooth=4 size=1024 seed=42";
        assertThat(dream(mention("u/pareidolia " + line)).words()).isEqualTo(line);
        assertThat(dream(mention("u/pareidolia `" + line + "`")).words()).isEqualTo(line);
        assertThat(dream(reply(line)).words()).isEqualTo(line);
    }

    /** Whatever stands in a comment, it is read, and what is understood of it can be said again. */
    @Test
    void anyCommentIsRead() {
        List<String> pieces = List.of(
                "u/pareidolia",
                "eyes",
                "puppyslig",
                "octaves=6",
                "octaves=",
                "=",
                "look=?",
                "again",
                "seed=4",
                "#2",
                "2",
                "same on mine",
                "delete",
                "!block",
                "7d",
                "stop",
                "please",
                "and",
                "the",
                "\n",
                "> ",
                "`",
                "**",
                "\\",
                "[a](https://i.redd.it/x.png)",
                "![img](x)",
                "https://",
                "size 512",
                "size:512",
                ",",
                "?",
                "!",
                "😀",
                "&#x200B;");
        Random random = new Random(6);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder body = new StringBuilder();
            for (int piece = random.nextInt(10); piece >= 0; piece--) {
                body.append(pieces.get(random.nextInt(pieces.size()))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            CommentRequest said = READER.read(body.toString(), random.nextBoolean());
            if (said instanceof CommentRequest.Dream dream) {
                assertThat(RecipeText.parse(dream.words())).as(body.toString()).isEqualTo(dream.wish());
            } else if (said instanceof CommentRequest.Refused refused) {
                assertThat(refused.sentence()).as(body.toString()).matches("(?s).*[.?)]");
            }
        }
    }

    @Test
    void whatIsMadeToBeReadSlowlyIsReadAtOnce() {
        for (String piece : List.of(
                "u/pareidolia ",
                "eyess ",
                "[",
                "[a](",
                "`",
                "> ",
                "same on ",
                "!block ",
                "*",
                "= ",
                "stop ",
                "![a](")) {
            String body = piece.repeat(10_000 / piece.length());
            assertTimeout(Duration.ofSeconds(10), () -> mention("u/pareidolia " + body));
            assertTimeout(Duration.ofSeconds(10), () -> reply(body));
        }
    }
}
